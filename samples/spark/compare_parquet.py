"""Compares the facts of a Spark run with those of `yusuan convert --to parquet` on one machine: exit 1 where they differ.

    spark-submit compare_parquet.py SPARK_OUTPUT CONVERT_OUTPUT
"""

import sys

from pyspark.sql import SparkSession

spark = SparkSession.builder.appName("yusuan-compare").getOrCreate()
alone = spark.read.parquet(f"{sys.argv[2]}/facts.parquet")
cluster = spark.read.parquet(f"{sys.argv[1]}/facts").select(*alone.columns)
missing = alone.exceptAll(cluster)
surplus = cluster.exceptAll(alone)
counts = (alone.count(), cluster.count(), missing.count(), surplus.count())
print("facts on one machine %d, on Spark %d; only on one machine %d, only on Spark %d" % counts)
if counts[2] or counts[3]:
    missing.show(5, truncate=False)
    surplus.show(5, truncate=False)
for field in ("amount", "yuan"):
    kinds = {str(frame.schema[field].dataType) for frame in (alone, cluster)}
    if len(kinds) != 1 or "Decimal" not in min(kinds):
        sys.exit(f"{field} is {kinds}")
spark.stop()
sys.exit(1 if counts[0] == 0 or counts[2] or counts[3] else 0)
