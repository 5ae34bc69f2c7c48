/** Written beside a database: its tables, and three questions with their answers in SQL. */
export const EXAMPLE_QUERIES = `# Queries

Tables: \`documents\` (an input a row), \`facts\` (a printed amount a row), \`findings\`. \`yuan\` is exact: DECIMAL in DuckDB;
in SQLite text, with \`fen\` (分) as a whole number for sums. \`"table"\` is a word of SQL: quote it.

Spending by 类 over departments, in 元 (DuckDB; in SQLite write \`sum(fen) / 100.0\` for \`sum(yuan)\`):

    SELECT code, min(label) AS name, count(DISTINCT document) AS documents, sum(yuan) AS yuan
    FROM facts
    WHERE "table" = 'general-public-budget-expenditure' AND measure = 'total' AND length(code) = 3
    GROUP BY code ORDER BY yuan DESC;

“三公” a year and department:

    SELECT fiscalYear, organization, measure, yuan
    FROM facts
    WHERE "table" = 'three-public-expenses' AND measure IN ('total', 'overseasTrips', 'vehicles', 'officialReception')
    ORDER BY organization, fiscalYear, measure;

What the accounts contradict, and where it stands:

    SELECT document, "table", rowCode, rowLabel, expected, found, difference, page, cell, line
    FROM findings WHERE code = 'identity-violated' ORDER BY document;
`
