import { Button, Group, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useSession } from '../../parts/shop.tsx'
import { type Draft, readableSlug, type Row } from './builder-draft.ts'
import classes from './channel-row.module.css'

type Props = { readonly row: Row; readonly draft: Draft; readonly onTake: (slug: string) => void }

/** The short address to be, with a readable one offered where none is typed. */
export function ShortUrl({ row, draft, onTake }: Props) {
  const { t } = useTranslation()
  const { publicUrl } = useSession()
  const slug = row.slug.trim()
  const offered = slug === '' ? readableSlug(draft, row) : ''
  return (
    <Group gap="xs">
      <Text size="sm" className={`${classes.short} break`}>
        {draft.domain || publicUrl.replace(/^https?:\/\//, '')}/
        {slug || <span className={classes.made}>{t('builder.rows.made')}</span>}
      </Text>
      {offered && (
        <Button size="compact-xs" variant="light" maw="100%" onClick={() => onTake(offered)}>
          {t('builder.rows.take', { slug: offered })}
        </Button>
      )}
    </Group>
  )
}
