import type { PDFPageProxy, PDFWorker } from 'pdfjs-dist/types/src/display/api.js'
import { type FontMetrics, readFontMetrics } from './font-metrics.js'
import type { PdfjsModule } from './load-pdfjs.js'

/** Some operators of a page: their codes, and what each is applied to. */
export interface Operators {
  fnArray: readonly number[]
  argsArray: readonly unknown[]
}

interface Message {
  action?: string
  data?: unknown
  /** There where an answer is waited for. */
  callbackId?: number
  /** What a stream sends: some operators of a page, or some of its text. */
  chunk?: Operators | { items: readonly unknown[] }
}

type Listener = (event: { data: Message }) => void

/**
 * One end of a channel on this thread: what pdfjs makes for itself where it has no worker, but that messages are handed over
 * without a copy, which both ends leave as it is, and pass `sift`, which may change them or keep them back.
 */
class Port {
  other: Port | null = null
  private readonly listeners = new Set<Listener>()

  constructor(private readonly sift: (message: Message) => Message | null) {}

  postMessage(message: Message): void {
    const data = this.sift(message)
    if (data === null) return
    queueMicrotask(() => {
      for (const listener of this.other?.listeners ?? []) listener({ data })
    })
  }

  addEventListener(_name: string, listener: Listener): void {
    this.listeners.add(listener)
  }

  removeEventListener(_name: string, listener: Listener): void {
    this.listeners.delete(listener)
  }

  close(): void {
    this.listeners.clear()
  }
}

/** Takes operators of a page; false for no more of them. */
type Reader = (operators: Operators) => boolean

/**
 * The worker's code of pdfjs on this thread, whose operators are read as they come, and neither copied nor kept.
 *
 * The fonts and images that it sends to draw with go no farther, but for the metrics of fonts: where glyphs cannot be
 * drawn, as in Node, pdfjs compiles each to a path, which takes a third of the time that the operators take.
 */
export class InProcessWorker {
  readonly worker: PDFWorker
  private readonly fonts = new Map<string, FontMetrics | null>()
  private readonly main = new Port((message) => message)
  private readonly side = new Port((message) => this.sift(message))
  private take: (operators: Operators) => boolean = () => false

  constructor(pdfjs: PdfjsModule) {
    this.main.other = this.side
    this.side.other = this.main
    const { pdfjsWorker } = globalThis as unknown as {
      pdfjsWorker: { WorkerMessageHandler: { initializeFromPort(port: Port): void } }
    }
    pdfjsWorker.WorkerMessageHandler.initializeFromPort(this.side)
    const port = this.main as unknown as Worker
    this.worker = pdfjs.PDFWorker.create({ port, verbosity: pdfjs.VerbosityLevel.ERRORS }) as PDFWorker
  }

  /** Reads the operators of a page, without annotations. False where the reader ended it: then the document is to be closed. */
  readOperators(page: PDFPageProxy, { AnnotationMode }: PdfjsModule, read: Reader): Promise<boolean> {
    return new Promise((resolve, reject) => {
      const stop = (): boolean => {
        this.take = () => false
        return false
      }
      this.take = (operators) => {
        try {
          if (read(operators)) return true
          resolve(false)
        } catch (error) {
          reject(error)
        }
        return stop()
      }
      page.getOperatorList({ annotationMode: AnnotationMode.DISABLE }).then(() => resolve(true), reject)
    })
  }

  /** The metrics of a font that operators name. */
  fontNamed(name: string): FontMetrics {
    const metrics = this.fonts.get(name)
    if (!metrics) throw new Error(`nothing is known of the font ${name}`)
    return metrics
  }

  close(): void {
    this.worker.destroy()
    this.main.close()
    this.side.close()
  }

  /** The next operators are made once the last ones arrive: those that nobody wants are kept back, and none follow. */
  private sift(message: Message): Message | null {
    const { action, data, chunk, callbackId } = message
    if ((action === 'obj' || action === 'commonobj') && callbackId === undefined) {
      if (Array.isArray(data) && data[1] === 'Font') this.fonts.set(data[0], readFontMetrics(data[2]))
      return null
    }
    if (!chunk) return message
    // Its sender goes on with the same object
    if (!('fnArray' in chunk)) return { ...message, chunk: { ...chunk } }
    return this.take(chunk) ? { ...message, chunk: { ...chunk, ...NOTHING } } : null
  }
}

const NOTHING = { fnArray: [], argsArray: [], length: 0 }
