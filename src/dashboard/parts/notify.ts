import { notifications } from '@mantine/notifications'
import type { TFunction } from 'i18next'

/** A short word on what was done, gone after a few seconds; `warn` and `fail` for what didn't go as hoped. */
export function notify(message: string, t: TFunction, kind: 'done' | 'warn' | 'fail' = 'done'): void {
  notifications.show({ message, color: colors[kind], closeButtonProps: { 'aria-label': t('close') } })
}

const colors = { done: 'trail', warn: 'orange', fail: 'red' } as const
