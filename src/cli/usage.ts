export const USAGE = `yusuan: Chinese government budget disclosures as typed, checked data

Usage
  yusuan convert INPUT... [--to json|facts|csv] [-o FILE] [--redact] [--bom] [--defuse]
  yusuan convert INPUT... -o FOLDER [--to FORMATS] [--files-from LIST] [--workers N]
  yusuan pipe    [--to facts|json]
  yusuan check   INPUT... [--format text|json] [--strict]
  yusuan diff    A B      [--format text|json]
  yusuan schema
  yusuan --help | --version

INPUT is a workbook (.xlsx, .xls, .ods), a PDF, a web page, a .docx, a CSV or extracted text, told by its bytes and
not by its name; - reads standard input. With -o FOLDER it may be a folder, a zip archive or a quoted glob too.

convert
  --to json     one disclosure with its tables, rows, sources and findings (default)
  --to facts    one JSON object a line, one a printed amount
  --to csv      the same as a table
  -o PATH       a file; or a folder, where PATH ends in /, is one, or an input is a folder or an archive
  --redact      leaves out contact persons and telephone numbers
  --bom         begins csv with a byte order mark, for Excel
  --defuse      puts ' before csv text that a spreadsheet would run as a formula (=, +, -, @); numbers stay

convert into a folder: one dataset of all inputs, a record for each, and a summary
  --to FORMATS  any of json,facts,csv,parquet,sqlite,duckdb,xlsx (default json,facts,csv)
  --files-from F  more inputs from a list, one a line; - is standard input
  --workers N   processes side by side (default: one a core)
  --time-limit S, --memory-limit MB   for one file (120, 400); one over it fails, the others are done
  --no-resume   does again what an earlier run into the folder has done
  --quiet       no progress

pipe            a line {"path":"…"} or {"name":"…","base64":"…"} in, a line of JSON out, in order, until the end

check
  --format text what holds and what fails, by table (default)
  --format json one finding a line
  --strict      warnings fail as errors do

diff           two documents, two years, or facts of earlier runs (.ndjson): added, gone, changed

schema         the JSON Schema of convert --to json

all
  --password P  opens a PDF that is protected by a password

Exit status
  0 done, nothing of severity error · 1 done, with findings of severity error (check) or differences (diff)
  2 wrong usage · 3 an input could not be read; the others are done · 130 stopped by Ctrl-C; run it again to go on

Examples
  yusuan convert samples/district-budget-2023.xlsx --to facts | head
  yusuan convert budgets/*.pdf --to csv -o facts.csv --bom
  yusuan convert archive/ years.zip --to csv,duckdb -o dataset
  yusuan check budgets/*.pdf
  pdftotext -layout budget.pdf - | yusuan check -
`
