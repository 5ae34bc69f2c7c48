/** What has been read of a workbook so far, over all its sheets; counted up as the limits are watched. */
export interface ReadTotals {
  cells: number
  merges: number
  characters: number
}

export function noTotals(): ReadTotals {
  return { cells: 0, merges: 0, characters: 0 }
}
