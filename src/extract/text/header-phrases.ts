import { foldText } from '../../normalise/text.js'

/**
 * What a phrase of a printed header stands for: `label` heads the column of codes and names, `column` an amount column or a
 * group of them, `other` neither (收入 over a side, 行次).
 */
export interface Phrase {
  role: 'label' | 'column' | 'ordinal' | 'other'
  text: string
  /** Where it begins in the folded header; tells equal phrases apart. */
  at: number
}

const YEAR = String.raw`(?:20\d\d年(?:度)?|上年(?:度)?|本年(?:度)?|去年|当年)`
/** 国有资本经营预算 | 财政专户管理资金: the second begins here. */
const FISCAL = '(?:财政(?!专户))?'
const TAIL = String.raw`(?:拨款)?(?:预算)?(?:收入)?(?:资金)?(?:预算)?(?:安排)?`

/** The longer before the shorter; on folded text. */
const PHRASES: readonly (readonly [Phrase['role'], RegExp])[] = [
  ['ordinal', /行次|栏次|序号/],
  ['column', /其中:20\d\d年政府采购项目中预留给(?:中小企业|小型,微型企业)的项目资金规模|20\d\d年政府采购项目/],
  ['column', /其中:财政拨款(?!收入)/],
  ['column', /其中:专项资金列入部门预算(?:的)?项目|部门(?:综合)?预算(?=[合小总]计|$)/],
  ['column', /一般公共预算(?:财政)?拨款安排的三公经费(?:预算|支出)(?!合计|数)/],
  ['other', /总体资金情况(?:\(万?元\))?|资金(?:情况|来源)|其中[::]?|\*{1,2}/],
  ['other', /(?:一般公共预算(?:财政拨款)?|财政拨款)(?:安排的)?三公经费(?:支出|预算数)?(?=合计)/],
  ['other', /(?:金额)?单位[::](?:人民币)?万?元|备注/],
  ['other', /(?:本年)?(?:政府性基金|国有资本经营)(?:预算)?(?:财政)?拨款(?:安排的)?支出(?=合计|小计|$)/],
  ['other', new RegExp(`${YEAR}?(?:政府性基金|国有资本经营)(?:预算)?支出(?:预算)?(?=合计|小计)`)],
  ['other', /本年(?:政府性基金|国有资本经营)(?:预算)?支出/],
  ['label', /(?:部门|单位)\((?:部门|单位)\)(?:编码|代码|名称)/],
  ['label', /(?:部门预算|政府预算|部门|政府)?(?:支出)?(?:经济|功能)(?:分类)?(?:科目)?(?:编码|代码|编号|名称)?/],
  [
    'label',
    /科目(?:编码|代码|编号|名称)?|类款项?|项目(?:编码|代码|编号|名称)|(?:单位|部门)(?:编码|代码|名称)|预算(?:单位|部门)|编码|代码|(?<!20\d\d年?)年度/,
  ],
  ['label', /(?:采购)?(?:类别|品目|目录)|采购项目/],
  // 项目(按支出功能科目类级), 支出功能分类科目(按大类)
  ['label', /\(按[^()]{1,12}\)/],
  [
    'column',
    /20\d\d年(?:度)?预算数?(?:比|较)(?:20\d\d年|上年)(?:度)?(?:执行数|预算数|决算数)?(?:增减(?:变化)?(?:情况)?)?/,
  ],
  ['other', /(?:增减)?(?:变[化动])?(?:原因|说明)/],
  ['column', /数量|单价/],
  ['column', /增减(?:额|\(?%\)?|比例|率|变化(?:情况|金额))/],
  ['column', /预算支出总额|支出预算总(?:额|量)|资金总额/],
  ['column', /上缴上级(?:单位)?支出|(?:事业单位)?经营支出|对?(?:下级|附属)单位补助支出|补助下级支出/],
  ['column', /(?:用)?事业基金弥补收支[差总]额|使用非财政拨款结余(?:\(含专用结余\))?/],
  ['column', new RegExp(`${YEAR}?(?:年初)?一般公共预算${FISCAL}${TAIL}`)],
  ['column', new RegExp(`政府性基金(?:预算)?${FISCAL}${TAIL}`)],
  ['column', new RegExp(`国有资本经营(?:预算)?${FISCAL}${TAIL}`)],
  [
    'column',
    /财政专户(?:管理|核拨)?资金(?:收入)?(?:预算)?|财政专户核拨(?:收入)?|专户资金|单位资金(?:收入)?|财政专户拨款(?:收入)?|其他专户收入拨款/,
  ],
  ['column', /事业单位经营(?:预算)?收入(?:预算)?|经营(?:预算)?收入(?:预算)?/],
  ['column', /非教育收费(?:收入预算|收入)?|教育收费(?:\(财政专户\)|资金收入|收入预算|收入)?/],
  ['column', /事业(?:预算)?收入(?:资金)?(?:预算)?(?:\(不含[^()]{1,8}\))?/],
  [
    'column',
    /上级(?:单位)?补助(?:预算)?收入(?:预算)?|对?附属单位上缴(?:预算)?收入(?:预算)?|其他(?:预算)?收入(?:资金)?(?:预算)?|其他资金(?:收入)?/,
  ],
  ['column', /(?:当年|本年)?财政拨款(?:收入)?(?:预算)?(?:安排)?/],
  ['column', /(?:年初|上年)(?:财政拨款)?(?:结转(?:和)?(?:结余)?|结余)(?:资金)?(?:安排)?|(?:年末结转和结余|结转下年)/],
  [
    'column',
    /上年实户资金余额|项目支出总数|扣除基建项目后预算数|专项业务经费支出|其他运转类(?:项目)?|特定目标类(?:项目)?/,
  ],
  ['column', new RegExp(`${YEAR}?(?:基本支出|项目支出)(?:预算数|预算)?`)],
  ['column', /人员(?:类)?(?:经费|支出)|人员类项目|(?:日常)?公用(?:经费|支出)/],
  ['column', /因公出国\(境\)(?:费用|经费|费)?|公务接待费?|会议费|培训费/],
  ['column', new RegExp(`${YEAR}?机关运行(?:经费)?(?:支出)?(?:预算数?)?`)],
  ['column', /公务用车(?:购置[及和](?:公务用车)?运行(?:维护)?(?:经费|费)?|运行(?:维护)?费?[及和]购置(?:费)?)/],
  ['column', /(?:公务用车)?(?:购置(?:经费|费)|运行(?:维护)?(?:经费|费))|公务用车购置/],
  ['column', new RegExp(`${YEAR}?三公经费(?:(?:财政拨款)?(?:预算|支出)总额|(?:预算数|支出)?(?:合计)?)`)],
  ['column', new RegExp(`${YEAR}?(?:年初|调整|全年)?(?:预算数|决算数|执行数)|${YEAR}(?:预算|决算)`)],
  ['column', /合计|小计|总计|金额|预算(?=项目|\||$)/],
  // 本年收入 beside 本年支出 heads the two sides, but between balances it is a column.
  ['column', /(?<=结余)本年收入|本年收入(?:合计)?(?!本年支出|支出)|本年支出(?:合计)?/],
  ['other', /(?:财政拨款|本年)?(?:收入|支出)(?:预算|决算)?/],
  ['column', new RegExp(`${YEAR}数?`)],
  ['label', /项目|项|款|类|名称/],
]

/** Names of rows in other tables: columns only where their places show it. */
const ALSO_ROWS: typeof PHRASES = [
  [
    'column',
    /工资福利支出|商品和服务支出|对个人和家庭的?补助(?:支出)?|(?:其他)?资本性支出(?:\([^()]*\))?|债务利息及费用支出|对企业补助(?:\(基本建设\))?|对社会保障基金补助/,
  ],
  ['column', /(?:日常运转|专项业务|事业发展)类(?:项目)?|事业支出|上级补助支出|其他支出/],
]

/** Heads figures that are no amounts. */
export const COUNT = /^(?:数量|单价)/

const IDEOGRAPH = /[\u4e00-\u9fff]/g

/** The phrases that a header may consist of. */
export interface Vocabulary {
  phrases: typeof PHRASES
  /** All at once, each in a group of its own: a header is read at every character of most lines. */
  pattern: RegExp
  ideographs: ReadonlySet<string>
}

function vocabularyOf(phrases: typeof PHRASES): Vocabulary {
  return {
    phrases,
    pattern: new RegExp(phrases.map(([, { source }]) => `(${source})`).join('|'), 'y'),
    ideographs: new Set(phrases.flatMap(([, { source }]) => source.match(IDEOGRAPH) ?? [])),
  }
}

const ANYWHERE = vocabularyOf(PHRASES)
/** Of the header of a text that keeps its columns. */
export const BY_PLACE = vocabularyOf([...ALSO_ROWS, ...PHRASES])

/** What of a header no phrase explains; the ends of scrambled phrases (收预算入) do not count. */
const REMAINS = /[收入预算拨款财政资金支出费数额经营补助单位结转的性()/:\-,、.|]/

export interface ReadPhrases {
  phrases: readonly Phrase[]
  /** Words that mean nothing known. */
  unexplained: string
}

/** Reads header lines, joined without the white space and line breaks that wrapping put in, as a run of known phrases. */
export function readPhrases(text: string, vocabulary = ANYWHERE): ReadPhrases {
  const folded = foldText(text)
  const phrases: Phrase[] = []
  let unexplained = ''
  for (let at = 0; at < folded.length; ) {
    const phrase = phraseAt(folded, at, vocabulary)
    if (phrase) {
      phrases.push(phrase)
      at += phrase.text.length
    } else {
      const char = folded[at] as string
      if (!REMAINS.test(char)) unexplained += char
      at += 1
    }
  }
  return { phrases, unexplained }
}

function phraseAt(folded: string, at: number, { pattern, phrases }: Vocabulary = ANYWHERE): Phrase | null {
  pattern.lastIndex = at
  const match = pattern.exec(folded)
  if (!match) return null
  const [role] = phrases[match.indexOf(match[0], 1) - 1] as (typeof PHRASES)[number]
  return { role, text: match[0], at }
}

/** True for text that is one phrase and nothing else. */
export function isPhrase(text: string, vocabulary = ANYWHERE): boolean {
  const folded = foldText(text)
  return phraseAt(folded, 0, vocabulary)?.text.length === folded.length
}

/** How many ideographs of a text no phrase has, whole or in pieces. */
export function countUnknown(text: string, { ideographs }: Vocabulary): number {
  return (foldText(text).match(IDEOGRAPH) ?? []).filter((char) => !ideographs.has(char)).length
}

/** True for text that heads codes or names, and nothing else. */
export function isLabelPhrase(text: string): boolean {
  const folded = foldText(text)
  const phrase = phraseAt(folded, 0)
  return phrase?.role === 'label' && phrase.text.length === folded.length
}

/** True where labels head the numbers of units, and no codes of a classification. */
export function headUnits(labels: readonly string[]): boolean {
  return (
    labels.some((label) => /^(?:单位|部门)(?:\((?:单位|部门)\))?(?:编码|代码)$/.test(label)) &&
    !labels.some((label) => /科目|经济|功能|^[类款项]/.test(label))
  )
}

/** True for text that begins with the name of a column. */
export function beginsColumn(text: string): boolean {
  const phrase = phraseAt(foldText(text), 0)
  return phrase?.role === 'column' && phrase.text.length > 2
}

/** Headers of a dozen columns stay below it, with the spaces that keep their places. */
const LONGEST_HEADER_LINE = 1_000

/** True for a line made of header words and nothing else. */
export function isHeaderLine(text: string): boolean {
  if (text.length > LONGEST_HEADER_LINE) return false
  const folded = foldText(text)
  let hasWord = false
  for (let at = 0; at < folded.length; ) {
    const phrase = phraseAt(folded, at)
    if (!phrase && !REMAINS.test(folded[at] as string)) return false
    hasWord ||= phrase !== null && phrase.text.length > 1
    at += phrase?.text.length ?? 1
  }
  return hasWord
}
