import { nearest } from '../http/nearest.ts'
import { type Channel, channelIds, findChannel } from '../links/channel.ts'
import { UsageError } from './command.ts'

/** The channel of `--channel`, by its id or a usual name. @throws UsageError with the nearest that there is */
export function readChannel(text: string): Channel {
  const channel = findChannel(text)
  if (channel !== undefined) return channel
  const near = nearest(text, channelIds)
  const more = near === undefined ? '' : ` Did you mean ${near}?`
  throw new UsageError(`--channel is one of ${channelIds.join(', ')}.${more}`)
}
