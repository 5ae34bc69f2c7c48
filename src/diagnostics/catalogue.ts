export type Severity = 'error' | 'warning' | 'info'

interface Entry {
  severity: Severity
  /** A few words for a table of codes. */
  title: string
  /** The message, with `{name}` slots. */
  sentence: string
}

/** Every finding that the package can make. The README's table of findings is generated from it. */
export const CATALOGUE = {
  'file-unavailable': {
    severity: 'error',
    title: 'Not there, or a folder',
    sentence: 'The input cannot be opened: {reason}',
  },
  'archive-entry-refused': {
    severity: 'error',
    title: 'An unsafe name in an archive',
    sentence: 'The archive names an entry “{name}”, which would leave its folder; it is not opened.',
  },
  'archive-unfolds': {
    severity: 'error',
    title: 'An archive that unfolds too far',
    sentence: 'The archive unfolds into more than {value} {of}; what is here and beyond is not opened.',
  },
  'file-empty': {
    severity: 'error',
    title: 'Empty input',
    sentence: 'The input has no bytes. Download or export it again.',
  },
  'file-type-unknown': {
    severity: 'error',
    title: 'Not a format that is read',
    sentence: 'The bytes are those of {type}, which is not read. Give a workbook, a PDF, a web page, or text.',
  },
  'file-encrypted': {
    severity: 'error',
    title: 'Protected by a password',
    sentence: 'The {format} is protected by a password. Remove the protection and try again.',
  },
  'file-damaged': {
    severity: 'error',
    title: 'Damaged or cut off',
    sentence: 'The {format} cannot be read: {reason}. Download it again.',
  },
  'file-incomplete': {
    severity: 'warning',
    title: 'The end may be missing',
    sentence: 'The {format} ends without its closing tag, as when a download stops early; what is there is read.',
  },
  'pdf-without-text': {
    severity: 'error',
    title: 'Scanned PDF',
    sentence: 'None of the {pages} pages has text: this is a scan. Run OCR on it first.',
  },
  'limit-exceeded': {
    severity: 'error',
    title: 'A limit was reached',
    sentence: 'The input exceeds the limit {limit} ({value}). Raise it with the option limits.{limit}.',
  },
  'formula-without-result': {
    severity: 'error',
    title: 'Formulas never calculated',
    sentence:
      '{count} formulas of the sheet “{sheet}” have no stored result. Open the workbook, save it, and try again.',
  },
  'cell-error': {
    severity: 'error',
    title: 'Cells that show an error',
    sentence: '{count} cells of the sheet “{sheet}” show {errors} in place of a value.',
  },
  'merge-oversized': {
    severity: 'warning',
    title: 'A merged range far beyond the table',
    sentence:
      'The sheet “{sheet}” merges {range}; of such ranges ({count}) only the part with cells is taken as merged.',
  },
  'merge-overlapping': {
    severity: 'warning',
    title: 'Merged ranges that overlap',
    sentence:
      'The sheet “{sheet}” merges {range} over a range that is already merged; such ranges ({count}) are left out.',
  },
  'cells-far-apart': {
    severity: 'info',
    title: 'Cells far away from the table',
    sentence: 'The sheet “{sheet}” has cells out to {cell}; the empty rows and columns between are closed up.',
  },
  'cells-hidden': {
    severity: 'info',
    title: 'Cells that are hidden',
    sentence: 'The sheet “{sheet}” hides {count} cells, by itself, a row or a column; they are read as the others are.',
  },
  'dimension-false': {
    severity: 'info',
    title: 'A declared range that the cells do not fill',
    sentence: 'The sheet “{sheet}” declares the range {range}, its cells end at {cell}; the cells count.',
  },
  'cell-repeated': {
    severity: 'error',
    title: 'One address with several cells',
    sentence: 'The sheet “{sheet}” holds several cells at {cell}; the first is read.',
  },
  'no-tables': {
    severity: 'warning',
    title: 'No budget table found',
    sentence: 'No table of a budget or final account was recognised: this may be a notice or an annex.',
  },
  'table-unrecognised': {
    severity: 'info',
    title: 'A table of no known kind',
    sentence: 'The table “{title}” fits no known kind; it holds {amounts} amounts.',
  },
  'unit-missing': {
    severity: 'warning',
    title: 'No unit printed',
    sentence: 'The table prints no unit; {unit} is taken, as its neighbours have it.',
  },
  'amount-unplaced': {
    severity: 'warning',
    title: 'An amount without a place in the table',
    sentence: 'The amount {amount} is printed in this table and could not be placed: {reason}.',
  },
  'amount-ambiguous': {
    severity: 'warning',
    title: 'The column of an amount stays open',
    sentence: 'The amount {amount} may stand under {candidates}; the accounts allow each.',
  },
  'placement-impossible': {
    severity: 'error',
    title: 'No placement satisfies the accounts',
    sentence: 'No placement of the amounts {amounts} in the columns of this table makes it add up.',
  },
  'placement-relaxed': {
    severity: 'warning',
    title: 'Placed although the accounts contradict themselves',
    sentence:
      'The amounts {amounts} contradict each other in every placement; they stand where the fewest errors explain it.',
  },
  'likely-culprit': {
    severity: 'info',
    title: 'What most likely explains violated identities',
    sentence: 'Most likely {explanation}: {count} violated identities then hold.{others}',
  },
  'search-limit': {
    severity: 'warning',
    title: 'Placement stopped at its bound',
    sentence: 'The search for the columns of {amounts} amounts ended at its bound; they are left ambiguous.',
  },
  'number-unreadable': {
    severity: 'error',
    title: 'A cell that should hold an amount does not',
    sentence: 'The cell holds “{text}”, which is not an amount.',
  },
  'code-name-mismatch': {
    severity: 'warning',
    title: 'A name that does not go with its code',
    sentence: 'The code {code} is printed with the name “{label}”; it is known as “{name}”.',
  },
  'names-slid': {
    severity: 'error',
    title: 'Names one row away from their codes',
    sentence: '{rows} rows bear the name of a neighbouring code: the names have slid against the codes.',
  },
  'code-malformed': {
    severity: 'error',
    title: 'A code of no classification',
    sentence: 'The code {code} of “{label}” belongs to no classification (2…, 3… or 5…, of 3, 5 or 7 digits).',
  },
  'code-without-parent': {
    severity: 'error',
    title: 'A code without its parent',
    sentence: 'The row {code} {label} stands in this table without the row that it is a part of.',
  },
  'row-missing': {
    severity: 'error',
    title: 'A row that another table has',
    sentence: 'The row {code} {label} is missing here: {other} prints it with {amount}.',
  },
  'row-without-parts': {
    severity: 'error',
    title: 'A sum whose parts are not found',
    sentence: 'The row {code} comes to {found}; no row below it bears a code that begins with it.',
  },
  'weights-incomplete': {
    severity: 'warning',
    title: 'Indicator weights do not sum to 100 or 90',
    sentence: 'The weights of the indicators come to {found}, not to 100 (or 90 with 10 kept for 预算执行率).',
  },
  'identity-violated': {
    severity: 'error',
    title: 'The accounts do not add up',
    sentence: '{formula}: the parts come to {expected} {unit}, printed is {found}, a difference of {difference}.',
  },
  'rounding-difference': {
    severity: 'info',
    title: 'A difference within rounding',
    sentence: '{formula}: the parts come to {expected} {unit}, printed is {found}; {difference} is within rounding.',
  },
} as const satisfies Record<string, Entry>

export type DiagnosticCode = keyof typeof CATALOGUE
