"""Converts an archive of disclosures on a Spark cluster into partitioned Parquet.

    spark-submit convert_archive.py ARCHIVE OUTPUT [--command "yusuan pipe"] [--partitions N]

Each file goes to `yusuan pipe` as one line of JSON and comes back as one: the record of what became of it, with its facts.
OUTPUT/facts holds a row an amount, by year; OUTPUT/records a row a file, also where it could not be read.
A process that dies takes its task with it, and Spark runs the task again.
"""

import argparse
import base64
import json
from decimal import Decimal

from pyspark.sql import SparkSession
from pyspark.sql.types import DecimalType, IntegerType, StringType, StructField, StructType

TEXT = StringType()
INTEGER = IntegerType()

FACTS = StructType(
    [
        StructField(name, kind)
        for name, kind in [
            ("document", TEXT), ("organization", TEXT), ("fiscalYear", INTEGER), ("kind", TEXT), ("table", TEXT),
            ("tableTitle", TEXT), ("side", TEXT), ("code", TEXT), ("label", TEXT), ("measure", TEXT),
            ("amount", DecimalType(38, 10)), ("unit", TEXT), ("yuan", DecimalType(38, 6)), ("evidence", TEXT),
            ("candidates", TEXT), ("proof", TEXT), ("sheet", TEXT), ("cell", TEXT), ("page", INTEGER), ("bbox", TEXT),
            ("line", INTEGER), ("printed", TEXT),
        ]
    ]
)
RECORDS = StructType(
    [
        StructField(name, kind)
        for name, kind in [
            ("document", TEXT), ("status", TEXT), ("stage", TEXT), ("code", TEXT), ("reason", TEXT),
            ("sha256", TEXT), ("organization", TEXT), ("fiscalYear", INTEGER), ("kind", TEXT), ("facts", INTEGER),
            ("printed", INTEGER), ("placed", INTEGER), ("proved", INTEGER), ("contradicted", INTEGER), ("errors", INTEGER),
        ]
    ]
)


def request(root):
    """A file as the line that asks for it, named by its path in the archive."""

    def line(file):
        path, content = file
        name = path.split(root, 1)[-1].lstrip("/")
        return json.dumps({"name": name, "base64": base64.b64encode(content).decode("ascii")})

    return line


def number(value):
    """A number as it stands in a bounding box: 72 and not 72.0."""
    return str(int(value)) if float(value).is_integer() else repr(value)


def fact_rows(answer):
    for fact in answer["output"] or []:
        box = fact["bbox"]
        row = {
            **fact,
            "printed": fact["amount"],
            "amount": Decimal(fact["amount"]),
            "yuan": Decimal(fact["yuan"]),
            "candidates": " ".join(fact["candidates"]),
            "bbox": None if box is None else " ".join(number(value) for value in box),
        }
        yield [row[name] for name in FACTS.names]


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("archive")
    arguments.add_argument("output")
    arguments.add_argument("--command", default="yusuan pipe")
    arguments.add_argument("--partitions", type=int, default=None)
    options = arguments.parse_args()

    spark = SparkSession.builder.appName("yusuan").getOrCreate()
    context = spark.sparkContext
    root = options.archive.rstrip("/")
    # Folders below the archive are read too
    context._jsc.hadoopConfiguration().set("mapreduce.input.fileinputformat.input.dir.recursive", "true")
    files = context.binaryFiles(root)
    if options.partitions:
        files = files.repartition(options.partitions)
    # checkCode: a process that was killed fails its task, which Spark then repeats; else its lines would be missing
    answers = files.map(request(root)).pipe(options.command, checkCode=True).map(json.loads).cache()

    facts = spark.createDataFrame(answers.flatMap(fact_rows), FACTS)
    facts.write.mode("overwrite").partitionBy("fiscalYear").parquet(f"{options.output}/facts")
    records = answers.map(lambda answer: [answer[name] for name in RECORDS.names])
    spark.createDataFrame(records, RECORDS).write.mode("overwrite").parquet(f"{options.output}/records")

    print(f"{records.count()} files, {facts.count()} facts, {answers.getNumPartitions()} partitions")
    spark.stop()


if __name__ == "__main__":
    main()
