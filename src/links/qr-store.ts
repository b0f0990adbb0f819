import * as z from 'zod'
import { type Database, readRow, statement, write } from '../storage/database.ts'
import { type Logo, logoTypes } from './qr-logo.ts'
import { type QrStyle, qrStyle } from './qr-style.ts'

/** How the codes of a shop look. updatedAt: UTC milliseconds, null while all is as it came. */
export type QrSettings = {
  readonly style: QrStyle
  readonly logo: Logo | undefined
  readonly updatedAt: number | null
}

export async function findQrSettings(database: Database, shopId: string): Promise<QrSettings> {
  const query = statement('select style, logo, logo_type, updated_at from qr_styles where shop_id = ?', shopId)
  const row = await readRow(database, settingsRow, query)
  if (!row) return { style: qrStyle.parse({}), logo: undefined, updatedAt: null }
  const { style, logo, logo_type: type, updated_at: updatedAt } = row
  return { style, logo: logo && type ? { type, bytes: logo } : undefined, updatedAt }
}

/** The logo stays as it is. */
export async function saveQrStyle(database: Database, shopId: string, style: QrStyle, now: number): Promise<void> {
  const upsert = `insert into qr_styles (shop_id, style, updated_at) values (?, ?, ?)
    on conflict (shop_id) do update set style = excluded.style, updated_at = excluded.updated_at`
  await write(database, statement(upsert, shopId, JSON.stringify(style), now))
}

/** The style stays as it is. */
export async function saveQrLogo(database: Database, shopId: string, logo: Logo, now: number): Promise<void> {
  const upsert = `insert into qr_styles (shop_id, style, logo, logo_type, updated_at) values (?, '{}', ?, ?, ?)
    on conflict (shop_id) do update set logo = excluded.logo, logo_type = excluded.logo_type,
      updated_at = excluded.updated_at`
  await write(database, statement(upsert, shopId, logo.bytes, logo.type, now))
}

export async function removeQrLogo(database: Database, shopId: string, now: number): Promise<void> {
  const update = 'update qr_styles set logo = null, logo_type = null, updated_at = ? where shop_id = ?'
  await write(database, statement(update, now, shopId))
}

const settingsRow = z.object({
  // What an older version stored lacks newer fields: they have their defaults.
  style: z.string().transform((text) => qrStyle.parse(JSON.parse(text))),
  // D1 hands out bytes as a list.
  logo: z
    .union([z.instanceof(Uint8Array), z.array(z.number())])
    .transform((bytes) => Uint8Array.from(bytes))
    .nullable(),
  logo_type: z.enum(logoTypes).nullable(),
  updated_at: z.number(),
})
