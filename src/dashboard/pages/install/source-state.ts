import type { Source } from '../../queries/install.ts'

export type SourceState =
  /** No secret yet. */
  | { readonly kind: 'unset' }
  | { readonly kind: 'waiting' }
  /** The secret was changed after the last delivery. */
  | { readonly kind: 'changed'; readonly at: string }
  | { readonly kind: 'ok'; readonly at: string }
  /** The last delivery was signed with another secret than those that are live. */
  | { readonly kind: 'bad'; readonly at: string }

/** What is known of a shop system's deliveries. Times as the API has them, ISO 8601 in UTC. */
export function judgeSource(source: Source | undefined): SourceState {
  if (!source) return { kind: 'unset' }
  const { lastDeliveryAt: taken, lastBadSignatureAt: refused } = source
  const setAt = source.secrets[0]?.setAt ?? ''
  if (refused !== null && refused > setAt && refused > (taken ?? '')) return { kind: 'bad', at: refused }
  if (taken === null) return { kind: 'waiting' }
  return { kind: taken >= setAt ? 'ok' : 'changed', at: taken }
}
