import { channels } from '../../links/channel.ts'

/** The name people know a channel by: names of networks are the same in every language. */
export function channelName(channel: string): string {
  return channels.find(({ id }) => id === channel)?.name ?? channel
}
