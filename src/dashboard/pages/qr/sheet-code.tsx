import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { channelName } from '../../parts/channel-name.ts'
import { problemText } from '../../parts/problem-notice.tsx'
import { codeUrl, labelQuery } from '../../queries/qr.ts'
import { CodePicture } from './code-picture.tsx'
import classes from './qr-sheet.module.css'

/** What stands under each code. */
export type Shown = { readonly title: boolean; readonly channel: boolean; readonly address: boolean }

/** One code with its words, kept together on the page. */
export function SheetCode({ linkId, shown }: { readonly linkId: string; readonly shown: Shown }) {
  const { t } = useTranslation()
  const { data: label, error } = useQuery(labelQuery(linkId))
  if (error)
    return (
      <div className={`${classes.code} ${classes.missing}`}>
        <p className={classes.title}>{t('qr.sheet.missing')}</p>
        <p className={`${classes.small} ${classes.ended}`}>{problemText(error, t)}</p>
      </div>
    )
  if (!label) return <Skeleton height={240} />
  return (
    <figure className={classes.code} data-code={linkId}>
      <CodePicture url={codeUrl(linkId, 'svg')} label={t('qr.picture', { url: label.shortUrl })} />
      <figcaption>
        {shown.title && <p className={classes.title}>{label.title}</p>}
        {shown.channel && <p className={classes.small}>{channelName(label.channel)}</p>}
        {shown.address && <p className={classes.small}>{label.shortUrl.replace(/^https?:\/\//, '')}</p>}
        {label.isEnded && <p className={`${classes.small} ${classes.ended}`}>{t('qr.sheet.ended')}</p>}
      </figcaption>
    </figure>
  )
}
