/** Three questions that a dataset answers, each in SQL that SQLite and DuckDB both take. The README prints their answers. */
export const QUESTIONS = [
  {
    title: 'Spending by 类 over departments, in 元',
    sql: `SELECT code, min(label) AS name, count(DISTINCT organization) AS departments, round(sum(yuan), 2) AS yuan
FROM facts
WHERE "table" = 'general-public-budget-expenditure' AND measure = 'total' AND length(code) = 3
  AND kind = 'budget' AND fiscalYear = (SELECT max(fiscalYear) FROM documents)
GROUP BY code ORDER BY 4 DESC LIMIT 5;`,
  },
  {
    // A table that lists units below its total has the department's amount in its largest row
    title: '“三公” per year, in 元: departments, the whole, trips abroad, vehicles, receptions',
    sql: `SELECT fiscalYear, count(*) AS departments, round(sum(total), 2) AS total, round(sum(trips), 2) AS trips,
  round(sum(vehicles), 2) AS vehicles, round(sum(receptions), 2) AS receptions
FROM (
  SELECT document, fiscalYear, max(yuan + 0) FILTER (WHERE measure = 'total') AS total,
    max(yuan + 0) FILTER (WHERE measure = 'overseasTrips') AS trips,
    max(yuan + 0) FILTER (WHERE measure = 'vehicles') AS vehicles,
    max(yuan + 0) FILTER (WHERE measure = 'officialReception') AS receptions
  FROM facts WHERE "table" = 'three-public-expenses' AND kind = 'budget'
  GROUP BY document, fiscalYear
) AS departments
GROUP BY fiscalYear ORDER BY fiscalYear;`,
  },
  {
    title: 'What the accounts contradict, and where it stands',
    sql: `SELECT organization, page, cell, line, "table", rowCode, rowLabel, expected, found, identity
FROM findings JOIN documents USING (document)
WHERE findings.code = 'identity-violated'
ORDER BY document, page, line, "table", rowCode, identity, found;`,
  },
] as const

/** Written beside a database: its tables, and the questions with their answers in SQL. */
export const EXAMPLE_QUERIES = `# Queries

Tables: \`documents\` (an input a row), \`facts\` (a printed amount a row), \`findings\`. \`yuan\` is exact: DECIMAL in DuckDB; in
SQLite text, which sums as a double, with \`fen\` (分) beside it as a whole number for exact sums. \`"table"\` is a word of SQL:
quote it.
${QUESTIONS.map(({ title, sql }) => `\n${title}:\n\n    ${sql.replaceAll('\n', '\n    ')}\n`).join('')}`
