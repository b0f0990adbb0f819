import type { Runtime } from '../runtime.ts'
import type { Shop } from '../shops/shop.ts'
import { defaultRules, formatName, type NameField, type NamingRules, styleOf } from './naming.ts'
import { type FieldValue, lintName } from './naming-lint.ts'
import { findNaming, listCampaignKeys, listUsedNames, type UsedName } from './naming-store.ts'
import { tidy } from './tidy.ts'

/**
 * The values of a field that hold all words of `text`, the most used first, 50 at most; and what is to be said of `text` as
 * a value: how it would be written, whether it is new, and what it is nearly the same as. Null for an empty text.
 */
export async function lookUpNames(
  { database }: Pick<Runtime, 'database'>,
  shop: Pick<Shop, 'id'>,
  { field, text }: { readonly field: NameField; readonly text: string },
) {
  const rules = (await findNaming(database, shop.id)) ?? defaultRules
  const used = await listUsedNames(database, shop.id, { field, limit: mostCompared })
  const campaigns = field === 'campaign' ? await listCampaignKeys(database, shop.id) : []
  const unused = withoutUsed(
    campaigns,
    used.map((one) => one.value),
  )
  const allowed = rules.allowed[field]
  const known = withUnused(used, [...allowed, ...unused.map((key) => formatName(rules, key))])
  const words = text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  const found = known.filter(({ value }) => words.every((word) => value.toLowerCase().includes(word)))
  return {
    items: found.slice(0, mostOffered).map((one) => ({ ...one, isAllowed: allowed.includes(one.value) })),
    asked: text === '' ? null : judge(rules, { field, value: formatName(styleOf(rules, field), text) }, known),
  }
}

function judge(rules: NamingRules, asked: FieldValue, known: readonly UsedName[]) {
  const values = known.map(({ value }) => value)
  return { value: asked.value, isNew: !values.includes(asked.value), warnings: lintName(rules, asked, values) }
}

/** Campaigns, by their keys, that none of these values is a spelling of. */
export function withoutUsed(campaignKeys: readonly string[], used: readonly string[]): string[] {
  const keys = new Set(used.map(tidy))
  return campaignKeys.filter((key) => !keys.has(key))
}

const mostOffered = 50
const mostCompared = 1_000

function withUnused(used: readonly UsedName[], more: readonly string[]): UsedName[] {
  const values = new Set(used.map(({ value }) => value))
  const unused = [...new Set(more)].filter((value) => !values.has(value))
  return [...used, ...unused.map((value) => ({ value, used: 0 }))]
}
