/** Control characters, and those that turn the direction of text: a document must not move the cursor or hide a word. */
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g

/** A text as one line that a terminal only prints. */
export function plain(text: string): string {
  return text.replace(CONTROLS, ' ')
}

/** Says something on standard error, whatever names and messages it holds. */
export function complain(text: string): void {
  process.stderr.write(`${text.split('\n').map(plain).join('\n')}\n`)
}
