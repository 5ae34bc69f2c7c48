export const USAGE = `yusuan: Chinese government budget disclosures as typed, checked data

Usage
  yusuan convert INPUT... [--to json|facts|csv] [-o PATH] [--redact] [--bom]
  yusuan check   INPUT... [--format text|json] [--strict]
  yusuan diff    A B      [--format text|json]
  yusuan schema
  yusuan --help | --version

INPUT is a workbook (.xlsx, .xls, .ods), a PDF, a web page, a .docx or extracted text, told by its bytes and
not by its name; - reads standard input.

convert
  --to json     one disclosure with its tables, rows, sources and findings (default)
  --to facts    one JSON object a line, one a printed amount
  --to csv      the same as a table
  -o PATH       a file, or a folder (one file an input) where PATH ends in / or is a folder
  --redact      leaves out contact persons and telephone numbers
  --bom         begins csv with a byte order mark, for Excel

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
  2 wrong usage · 3 an input could not be read; the others are done

Examples
  yusuan convert samples/district-budget-2023.xlsx --to facts | head
  yusuan convert budgets/*.pdf --to csv -o facts.csv --bom
  yusuan check budgets/*.pdf
  pdftotext -layout budget.pdf - | yusuan check -
`
