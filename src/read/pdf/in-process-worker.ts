import type { PDFWorker } from 'pdfjs-dist/types/src/display/api.js'
import type { PdfjsModule } from './load-pdfjs.js'

interface Message {
  action?: string
  data?: unknown
  /** What a stream sends: some operators of a page, or some of its text. */
  chunk?: object
}

type Listener = (event: { data: Message }) => void

/**
 * One end of a channel on this thread: what pdfjs makes for itself where it has no worker, but that it can leave out
 * messages.
 */
class Port {
  other: Port | null = null
  private readonly listeners = new Set<Listener>()

  constructor(private readonly passes: (message: Message) => boolean) {}

  postMessage(message: Message, transfer: ArrayBuffer[] = []): void {
    if (!this.passes(message)) return
    const data = message.chunk ? { ...message, chunk: copied(message.chunk) } : structuredClone(message, { transfer })
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

/** A copy of what its sender empties and fills again once it is sent; what that holds is not written to any more. */
function copied(chunk: object): object {
  const entries = Object.entries(chunk)
  return Object.fromEntries(entries.map(([key, value]) => [key, Array.isArray(value) ? value.slice() : value]))
}

/** True for a font on its way to where glyphs are drawn, which nobody does here. */
function isFont({ action, data }: Message): boolean {
  return action === 'commonobj' && Array.isArray(data) && data[1] === 'Font'
}

export interface InProcessWorker {
  worker: PDFWorker
  close(): void
}

/**
 * The worker's code of pdfjs on this thread, without the fonts.
 *
 * For a page's operators pdfjs sends every font to be drawn with; where it cannot be (`disableFontFace`, as in Node), it
 * compiles each glyph to a path first. Together that is a third of the time that the operators take.
 */
export function openWorker(pdfjs: PdfjsModule): InProcessWorker {
  const main = new Port(() => true)
  const worker = new Port((message) => !isFont(message))
  main.other = worker
  worker.other = main
  const { pdfjsWorker } = globalThis as unknown as {
    pdfjsWorker: { WorkerMessageHandler: { initializeFromPort(port: Port): void } }
  }
  pdfjsWorker.WorkerMessageHandler.initializeFromPort(worker)
  const ours = pdfjs.PDFWorker.create({
    port: main as unknown as Worker,
    verbosity: pdfjs.VerbosityLevel.ERRORS,
  }) as PDFWorker
  return {
    worker: ours,
    close() {
      ours.destroy()
      main.close()
      worker.close()
    },
  }
}
