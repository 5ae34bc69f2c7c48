import { describe, expect, it } from 'vitest'
import { headerSums } from '../src/checks/header-sums.js'
import { unwrapped } from '../src/extract/grid/form-cells.js'
import { isHeaderLine, readPhrases } from '../src/extract/text/header-phrases.js'
import { isProse, startsNote } from '../src/extract/text/prose.js'
import { sideOfLabel } from '../src/extract/text/side-labels.js'
import {
  isContentsEntry,
  isOrganizationLabel,
  isTableTitle,
  layoutOfTitle,
  organizationOf,
  titleKey,
  yearOf,
} from '../src/extract/titles.js'
import { isAmount, isDash, parseAmount } from '../src/normalise/amount.js'
import { isClassificationCode, parseCode, splitCodedLabel } from '../src/normalise/code.js'
import { countsPieces } from '../src/normalise/quantity.js'
import { foldText, rowLabel } from '../src/normalise/text.js'
import { findOtherUnit, findUnit, withoutUnit } from '../src/normalise/unit.js'
import { sniffText } from '../src/read/sniff-format.js'

/** What reads the text of a cell or a line, however long it is. */
const READERS: Readonly<Record<string, (text: string) => unknown>> = {
  countsPieces,
  findOtherUnit,
  findUnit,
  foldText,
  headerSums: (text) => headerSums([{ measure: 'total', header: text }]),
  isAmount,
  isClassificationCode,
  isContentsEntry,
  isDash,
  isHeaderLine,
  isOrganizationLabel,
  isProse,
  isTableTitle,
  layoutOfTitle,
  organizationOf,
  parseAmount,
  parseCode,
  readPhrases,
  rowLabel,
  sideOfLabel,
  sniffText,
  splitCodedLabel,
  startsNote,
  titleKey,
  unwrapped,
  withoutUnit,
  yearOf,
}
const PIECES = [
  ...[
    '1',
    '0',
    '1 ',
    '1\n',
    '1,',
    '1.1',
    '12345',
    '-',
    '.',
    ',',
    '..',
    'A',
    'A1',
    '\n',
    ' ',
    '\t',
    '\u3000',
    '(',
    '（',
    '[',
  ],
  ...[
    '[2',
    '：',
    ': ',
    '①',
    '一、',
    '(一)',
    '其中:',
    '表',
    '附表1',
    '续表',
    '(续',
    '年',
    '2023年',
    '元',
    '元a',
    '万元',
    '人',
    'm2',
  ],
  ...[
    '单位',
    '单位:',
    '单位a、',
    '数量(',
    '预算',
    '项目支出/',
    '小计/',
    '一般公共预算',
    '政府性基金',
    '国有资本',
    '结转',
    '三公',
    '支出',
  ],
  ...['科目', '名称', '指标', '公务接待', '<p>', '<?xml '],
]
const ENDS = ['', 'x', '1', '元', '表', ')', '\n1']
/** So few pieces cost nothing, unless the time doubles with each. */
const FEW = 24
const LONG = 30_000
/** Milliseconds. Linear reading takes one; as many steps as characters squared take thousands. */
const MOST = 500

function longest(read: (text: string) => unknown, texts: readonly string[]): { text: string; milliseconds: number } {
  let slowest = { text: '', milliseconds: 0 }
  for (const text of texts) {
    const start = performance.now()
    read(text)
    const milliseconds = performance.now() - start
    if (milliseconds > slowest.milliseconds) slowest = { text: text.slice(0, 20), milliseconds }
    if (milliseconds > MOST) break
  }
  return slowest
}

describe('text of any length takes no time', () => {
  it.each(Object.entries(READERS))('in %s', (_, read) => {
    const textsOf = (length: (piece: string) => number) =>
      ['', '1', '单位'].flatMap((begin) =>
        PIECES.flatMap((piece) => ENDS.map((end) => `${begin}${piece.repeat(length(piece))}${end}`)),
      )
    const few = longest(
      read,
      textsOf(() => FEW),
    )
    expect(few.milliseconds, few.text).toBeLessThan(MOST)
    const many = longest(
      read,
      textsOf((piece) => Math.ceil(LONG / piece.length)),
    )
    expect(many.milliseconds, many.text).toBeLessThan(MOST)
  })
})
