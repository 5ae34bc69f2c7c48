/**
 * CJK radicals that PDF fonts map in place of the character, and that NFKC leaves alone or folds to the traditional form.
 * Source: Unicode EquivalentUnifiedIdeograph.txt, the entries met in print.
 */
const RADICALS: Readonly<Record<string, string>> = {
  '⺀': '冫',
  '⺁': '厂',
  '⺆': '冂',
  '⺇': '几',
  '⺈': '刀',
  '⺊': '卜',
  '⺌': '小',
  '⺍': '小',
  '⺎': '尢',
  '⺐': '尢',
  '⺓': '幺',
  '⺕': '彐',
  '⺗': '心',
  '⺘': '手',
  '⺙': '攵',
  '⺛': '旡',
  '⺜': '日',
  '⺝': '月',
  '⺟': '母',
  '⺠': '民',
  '⺡': '水',
  '⺢': '水',
  '⺣': '火',
  '⺤': '爪',
  '⺥': '爪',
  '⺦': '丬',
  '⺧': '牛',
  '⺨': '犬',
  '⺩': '王',
  '⺪': '疋',
  '⺫': '目',
  '⺬': '示',
  '⺭': '示',
  '⺮': '竹',
  '⺯': '糸',
  '⺰': '纟',
  '⺱': '网',
  '⺲': '网',
  '⺳': '网',
  '⺴': '网',
  '⺶': '羊',
  '⺷': '羊',
  '⺹': '耂',
  '⺺': '肀',
  '⺼': '肉',
  '⺽': '臼',
  '⺾': '艹',
  '⺿': '艹',
  '⻀': '艹',
  '⻁': '虎',
  '⻂': '衤',
  '⻃': '覀',
  '⻄': '西',
  '⻅': '见',
  '⻆': '角',
  '⻈': '讠',
  '⻉': '贝',
  '⻊': '足',
  '⻋': '车',
  '⻌': '辶',
  '⻍': '辶',
  '⻎': '辶',
  '⻏': '阝',
  '⻐': '钅',
  '⻑': '長',
  '⻒': '镸',
  '⻓': '长',
  '⻔': '门',
  '⻕': '阜',
  '⻖': '阝',
  '⻗': '雨',
  '⻘': '青',
  '⻙': '韦',
  '⻚': '页',
  '⻛': '风',
  '⻜': '飞',
  '⻝': '食',
  '⻟': '飠',
  '⻠': '饣',
  '⻢': '马',
  '⻣': '骨',
  '⻤': '鬼',
  '⻥': '鱼',
  '⻦': '鸟',
  '⻧': '卤',
  '⻨': '麦',
  '⻩': '黄',
  '⻪': '黾',
  '⻫': '斉',
  '⻬': '齐',
  '⻭': '歯',
  '⻮': '齿',
  '⻯': '竜',
  '⻰': '龙',
  '⻱': '龜',
  '⻲': '亀',
  '⻳': '龟',
  '⾧': '长',
  '⾨': '门',
  '⾞': '车',
  '⾒': '见',
  '⻉️': '贝',
  '⾙': '贝',
  '⾴': '页',
  '⾵': '风',
  '⾶': '飞',
  '⾺': '马',
  '⿂': '鱼',
  '⿃': '鸟',
  '⻨️': '麦',
  '⿊': '黑',
  '⻬️': '齐',
  '⿓': '龙',
  '⾦': '金',
  '⾔': '言',
  '⾷': '食',
}

/** Those that change nothing of what a reader sees. The others may turn 12.50 round. */
const WITHOUT_WIDTH = /[\u0000\u00ad\u200b-\u200d\u2060-\u2064\ufeff]/g

/** A text as it is seen: characters without width gone. */
export function withoutWidthless(text: string): string {
  return text.replace(WITHOUT_WIDTH, '')
}

const RADICAL_RANGE = /[\u2e80-\u2fdf]/g
/** What cleaning changes, in one look: most texts hold none of it. */
const UNCLEAN = /[\u0000\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\u2e80-\u2fdf\ufeff]/
/** Zero-width and bidirectional controls, byte order marks, soft hyphens, and NUL. */
const INVISIBLE = /[\u0000\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g

/** Radical code points to the characters that they are drawn as; invisible characters gone. Nothing else changes. */
export function cleanText(text: string): string {
  if (!UNCLEAN.test(text)) return text
  return text.replace(INVISIBLE, '').replace(RADICAL_RANGE, (char) => RADICALS[char] ?? char.normalize('NFKC'))
}

/** All white space gone: how labels are compared and given out. */
export function withoutSpace(text: string): string {
  return text.replace(/\s+/g, '')
}

/** Texts that folding leaves as they are: most labels. */
const PLAIN = /^[\u4e00-\u9fff\w.,:;()%+*/=-]*$/
/** Labels and headers are folded again and again; no document has so many different ones. */
const MOST_KNOWN = 20_000
const LONGEST_KNOWN = 80
/** No title, header or label is longer by far: such a text equals nothing that it is compared with, folded or not. */
const LONGEST_FOLDED = 20_000
const known = new Map<string, string>()

function fold(text: string): string {
  return withoutSpace(cleanText(text).normalize('NFKC'))
    .replace(/[〔【［]/g, '(')
    .replace(/[〕】］]/g, ')')
    .replace(/[“”"'‘’「」《》]/g, '')
    .replace(/[、，﹑]/g, ',')
}

/**
 * A key for comparing printed words by meaning: no white space, full-width letters, digits, brackets and punctuation
 * folded, quotation marks gone.
 */
export function foldText(text: string): string {
  if (PLAIN.test(text)) return text
  if (text.length > LONGEST_FOLDED) return text
  if (text.length > LONGEST_KNOWN) return fold(text)
  const found = known.get(text)
  if (found !== undefined) return found
  const folded = fold(text)
  if (known.size >= MOST_KNOWN) known.clear()
  known.set(text, folded)
  return folded
}

/** 其中：（一） is one too; 其中：专项资金 says what is in what. */
const ENUMERATOR =
  /^(?:其中[:：](?=[（(][一二三四五六七八九十\d]+[）)]))?(?:[一二三四五六七八九十百]+[、.．，,]|[（(][一二三四五六七八九十百\d]+[）)][、.．]?|\d{1,2}[、．]|\d{1,2}\.(?!\d)|[①-⑳]|[★☆*＊])+/

/** True for a label with 一、 （一） 1、 at its head. */
export function hasEnumerator(text: string): boolean {
  return ENUMERATOR.test(withoutSpace(cleanText(text)))
}

/** A row's label as the contract has it: 一、 （一） 1、 at its head, spaces and line breaks gone. */
export function rowLabel(text: string): string {
  const label = withoutSpace(cleanText(text))
  const bare = label.replace(ENUMERATOR, '')
  return bare === '' ? label : bare
}
