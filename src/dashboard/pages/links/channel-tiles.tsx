import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { type Channel, channels } from '../../../links/channel.ts'
import { ChannelIcon } from '../../parts/channel-icon.tsx'
import classes from './channel-tiles.module.css'

type Props = { readonly value: Channel; readonly onChange: (channel: Channel) => void }

/** Where the post will be: a group of radio buttons, so that arrow keys move in it. */
export function ChannelTiles({ value, onChange }: Props) {
  const { t } = useTranslation()
  const chosen = useRef<HTMLLabelElement>(null)
  // On a phone the tiles scroll sideways; scrollIntoView would move the page too.
  useEffect(() => {
    const tile = chosen.current
    const row = tile?.parentElement
    if (tile && row) row.scrollLeft = tile.offsetLeft - row.offsetLeft - (row.clientWidth - tile.offsetWidth) / 2
  }, [])
  return (
    <fieldset className={classes.fieldset}>
      <legend className={classes.legend}>{t('builder.channel')}</legend>
      <div className={classes.grid}>
        {channels.map(({ id, name }) => (
          <label key={id} className={classes.tile} ref={id === value ? chosen : null}>
            <input type="radio" name="channel" value={id} checked={id === value} onChange={() => onChange(id)} />
            <ChannelIcon channel={id} size={22} />
            {id === 'google-business' ? t('builder.googleBusiness') : name}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
