import { Box, Divider, Group, Stack, Text } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { ChannelIcon } from '../../parts/channel-icon.tsx'
import { CopyButton, CopyIcon } from '../../parts/copy-button.tsx'
import { TakeLinks } from '../../parts/take-links.tsx'
import type { MadePost } from '../../queries/across.ts'
import { captionWithLink } from './caption.ts'
import classes from './created-link.module.css'
import { CreatedLink } from './created-link.tsx'
import { asTable, asText, nameOf, tableOf } from './made-text.ts'
import type { Made } from './use-builder.ts'

/** What was just made, ready to be taken along: one link big, several as a list. */
export function MadeLinks({ made }: { readonly made: Made }) {
  const { t } = useTranslation()
  const { items, isCopied } = made
  const box = useRef<HTMLDivElement>(null)
  const [first, ...others] = items
  useEffect(() => {
    box.current?.scrollIntoView({ block: 'nearest' })
  }, [first?.link.id])
  if (first && others.length === 0) return <CreatedLink made={first} isCopied={isCopied} />
  return (
    <div className={classes.created} role="status" ref={box}>
      <Stack gap="sm">
        <Text c="var(--accent-text)" fw={600}>
          {t(isCopied ? 'created.manyCopied' : 'created.manyMade', { count: items.length })}
        </Text>
        <Stack gap={0}>
          {items.map((item, index) => (
            <Box key={item.link.id}>
              {index > 0 && <Divider color="var(--line)" />}
              <MadeRow item={item} />
            </Box>
          ))}
        </Stack>
        <TakeAlong items={items} />
      </Stack>
    </div>
  )
}

function MadeRow({ item: { post, link } }: { readonly item: MadePost }) {
  const { t } = useTranslation()
  return (
    <div className={classes.row} data-made={link.channel}>
      <Group gap={8} wrap="nowrap">
        <ChannelIcon channel={link.channel} />
        <Text size="sm">{nameOf(link)}</Text>
      </Group>
      <Text fw={600} className="break">
        {link.shortUrl}
      </Text>
      <Group gap={4} wrap="nowrap">
        {post.caption && (
          <CopyButton
            size="xs"
            text={captionWithLink(post.caption, link.shortUrl)}
            what={t('created.captionOf', { name: nameOf(link) })}
            label={t('created.caption')}
          />
        )}
        <CopyIcon text={link.shortUrl} what={link.shortUrl} />
      </Group>
    </div>
  )
}

function TakeAlong({ items }: { readonly items: readonly MadePost[] }) {
  const { t } = useTranslation()
  return (
    <Group gap="xs">
      <CopyButton text={asText(items)} what={t('created.asText')} label={t('created.asText')} />
      <CopyButton text={asTable(items)} what={t('created.asTable')} label={t('created.asTable')} />
      <TakeLinks ids={items.map(({ link }) => link.id)} table={() => tableOf(items)} />
    </Group>
  )
}
