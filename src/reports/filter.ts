import * as z from 'zod'
import { apps, browsers, devices } from '../clicks/user-agent.ts'
import { channelIds } from '../links/channel.ts'
import { postContents } from '../links/post.ts'
import { noKey, readFilter } from './filter-text.ts'

/**
 * A query parameter each: `channel=instagram,facebook` for one of several, `channel=not:instagram` for all others. A comma
 * or a colon that belongs to the key itself is written `\,` and `\:`.
 */
export const filterFields = {
  link: filterField('link', text('an id of a link, such as link_V1StGXR8_Z5j')),
  post: filterField('post', text('an id of a post, such as post_V1StGXR8_Z5j')),
  campaign: filterField('campaign', text('an id of a campaign, such as cam_V1StGXR8_Z5j, or (none)')),
  channel: filterField('channel', oneOf(channelIds)),
  kind: filterField('kind', oneOf([...postContents, noKey])),
  placement: filterField('placement', text('a placement, or (none)')),
  content: filterField('content', text('a utm_content, or (none)')),
  country: filterField('country', {
    isKnown: (key) => key === 'unknown' || /^[A-Z]{2}$/.test(key),
    remedy: 'two capital letters of ISO 3166 such as NO, or unknown',
  }),
  device: filterField('device', oneOf(devices)),
  app: filterField('app', oneOf([...apps.slice(1), noKey, 'unknown'])),
  browser: filterField('browser', oneOf(browsers)),
}

type Known = { readonly isKnown: (key: string) => boolean; readonly remedy: string }

const mostKeys = 200

function filterField<Dimension extends string>(dimension: Dimension, { isKnown, remedy }: Known) {
  const each = `each key must be ${remedy}`
  return z
    .string(`must be given once: ${dimension}=first,second for several, ${dimension}=not:first for all others`)
    .transform((told, context) => {
      const filter = readFilter(told)
      const fault =
        filter === undefined
          ? `names nothing: ${each}, parted by commas; leave ${dimension} out for all`
          : filter.keys.length > mostKeys
            ? `must name ${mostKeys} keys at most`
            : wrongKey(filter.keys)
      if (fault !== undefined) context.addIssue({ code: 'custom', message: fault })
      return { dimension, isNot: filter?.isNot ?? false, keys: filter?.keys ?? [] }
    })
    .optional()

  function wrongKey(keys: readonly string[]): string | undefined {
    const wrong = keys.find((key) => !isKnown(key))
    return wrong === undefined ? undefined : `can’t be “${wrong.slice(0, 64)}”: ${each}`
  }
}

function oneOf(known: readonly string[]): Known {
  return { isKnown: (key) => known.includes(key), remedy: `one of ${known.join(', ')}` }
}

function text(remedy: string): Known {
  return { isKnown: (key) => key.length <= 500, remedy }
}
