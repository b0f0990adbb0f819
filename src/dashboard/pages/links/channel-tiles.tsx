import { Text } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { type KeyboardEvent, type RefObject, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Channel, channels } from '../../../links/channel.ts'
import { ChannelIcon } from '../../parts/channel-icon.tsx'
import classes from './channel-tiles.module.css'
import type { Rows } from './use-rows.ts'

type Props = {
  readonly rows: Rows
  readonly isMissing: boolean
  readonly field: RefObject<HTMLFieldSetElement | null>
}

/** Where the post will be: boxes to tick, one stop for the Tab key, arrows move in them, digits tick the first nine. */
export function ChannelTiles({ rows, isMissing, field }: Props) {
  const { t } = useTranslation()
  const [stop, setStop] = useState<Channel>(rows.rows[0]?.channel ?? 'instagram')
  useHotkeys(channels.slice(0, 9).map(({ id }, index) => [String(index + 1), () => rows.toggle(id)]))
  useEffect(() => showTicked(field.current), [field])
  const onKeyDown = (event: KeyboardEvent<HTMLFieldSetElement>) => {
    const numbered = /^[1-9]$/.test(event.key) ? channels[Number(event.key) - 1] : undefined
    if (numbered && !event.ctrlKey && !event.metaKey && !event.altKey) rows.toggle(numbered.id)
    else if (!moveFocus(event)) return
    event.preventDefault()
  }
  return (
    <fieldset className={classes.fieldset} ref={field} onKeyDown={onKeyDown}>
      <legend className={classes.legend}>{t('builder.channel')}</legend>
      <div className={classes.grid}>
        {channels.map(({ id, name }, index) => (
          <label key={id} className={classes.tile}>
            <input
              type="checkbox"
              value={id}
              checked={rows.isTicked(id)}
              tabIndex={id === stop ? 0 : -1}
              onFocus={() => setStop(id)}
              onChange={() => rows.toggle(id)}
            />
            <ChannelIcon channel={id} size={22} />
            {id === 'google-business' ? t('builder.googleBusiness') : name}
            {index < 9 && (
              <kbd className={classes.key} aria-hidden="true">
                {index + 1}
              </kbd>
            )}
          </label>
        ))}
      </div>
      {isMissing && (
        <Text size="sm" c="var(--mantine-color-error)" mt={6} role="alert">
          {t('builder.channelMissing')}
        </Text>
      )}
    </fieldset>
  )
}

/** On a phone the tiles scroll sideways; scrollIntoView would move the page too. */
function showTicked(fieldset: HTMLFieldSetElement | null): void {
  const tile = fieldset?.querySelector('input:checked')?.closest('label')
  const row = tile?.parentElement
  if (tile && row) row.scrollLeft = tile.offsetLeft - row.offsetLeft - (row.clientWidth - tile.offsetWidth) / 2
}

/** False when the key is no arrow. */
function moveFocus({ key, currentTarget, target }: KeyboardEvent<HTMLFieldSetElement>): boolean {
  const boxes = [...currentTarget.querySelectorAll('input')]
  const here = boxes.findIndex((box) => box === target)
  const top = boxes[0]?.closest('label')?.offsetTop
  const columns = boxes.filter((box) => box.closest('label')?.offsetTop === top).length
  const steps = new Map<string, number>([
    ...([
      ['ArrowRight', 1],
      ['ArrowLeft', -1],
      ['ArrowDown', columns],
      ['ArrowUp', -columns],
    ] as const),
    ...([
      ['Home', -here],
      ['End', boxes.length - 1 - here],
    ] as const),
  ])
  const step = steps.get(key)
  if (here === -1 || step === undefined) return false
  boxes[here + step]?.focus()
  return true
}
