import { type Box, IDENTITY, type Matrix } from './geometry.js'
import type { TextState } from './text-collector.js'

/** What the operators before it say about what one paints. */
export interface GraphicsState extends TextState {
  /** To PDF space. */
  matrix: Matrix
  textMatrix: Matrix
  /** A box around the clipping path, in PDF space. */
  clip: Box
  fill: string
  stroke: string
  fillAlpha: number
  strokeAlpha: number
  fontName: string
  /** Where the line of text begins. */
  lineX: number
  lineY: number
  /** From line to line, downwards. */
  leading: number
}

export const EVERYWHERE: Box = { x0: -Infinity, y0: -Infinity, x1: Infinity, y1: Infinity }

/** The state in which a page begins. Source: ISO 32000-1, 8.4.1 and 9.3.1. */
export const INITIAL_STATE: Readonly<GraphicsState> = {
  matrix: IDENTITY,
  clip: EVERYWHERE,
  fill: '#000000',
  stroke: '#000000',
  fillAlpha: 1,
  strokeAlpha: 1,
  font: null,
  fontName: '',
  fontSize: 0,
  charSpacing: 0,
  wordSpacing: 0,
  stretch: 1,
  rise: 0,
  leading: 0,
  textMatrix: IDENTITY,
  lineX: 0,
  lineY: 0,
  x: 0,
  y: 0,
}
