import type { QrStyle } from '../../queries/qr.ts'

/** What every field of a style is handed. */
export type StyleProps = {
  readonly style: QrStyle
  readonly onChange: (style: QrStyle) => void
  /** Of a saving that was refused. */
  readonly error: unknown
}
