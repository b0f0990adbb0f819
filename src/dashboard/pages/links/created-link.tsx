import { ActionIcon, Box, Group, Text, TextInput, ThemeIcon, Tooltip } from '@mantine/core'
import { IconCheck, IconExternalLink } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { CopyButton } from '../../parts/copy-button.tsx'
import classes from './created-link.module.css'
import type { MadePost } from '../../queries/across.ts'
import { captionWithLink } from './caption.ts'

/** The short link, big. Where the clipboard refused it lies selected, ready for the Copy button or the keyboard. */
export function CreatedLink({ made, isCopied }: { readonly made: MadePost; readonly isCopied: boolean }) {
  const { t } = useTranslation()
  const { link, post } = made
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    box.current?.scrollIntoView({ block: 'nearest' })
  }, [link.id])
  return (
    <div className={classes.created} role="status" ref={box}>
      <Group justify="space-between" gap="md">
        <Group gap="md" wrap="nowrap" style={{ flex: '1 1 18rem' }}>
          <ThemeIcon radius="xl" size={40} visibleFrom="xs">
            <IconCheck size={22} />
          </ThemeIcon>
          <Box style={{ flex: 1 }} miw={0}>
            <Text size="sm" c="var(--accent-text)" fw={600}>
              {isCopied ? t('created.copied') : t('created.made')}
            </Text>
            {isCopied ? (
              <Text fz={{ base: 18, sm: 22 }} fw={650} className="break" lh={1.3}>
                {link.shortUrl}
              </Text>
            ) : (
              <Selected url={link.shortUrl} />
            )}
          </Box>
        </Group>
        <Group gap="xs">
          {post.caption && (
            <CopyButton
              text={captionWithLink(post.caption, link.shortUrl)}
              what={t('created.caption')}
              label={t('created.caption')}
              size="md"
            />
          )}
          <CopyButton key={link.id} text={link.shortUrl} what={link.shortUrl} size="md" />
          <Tooltip label={t('created.open')}>
            <ActionIcon
              component="a"
              href={link.shortUrl}
              target="_blank"
              rel="noreferrer"
              variant="default"
              size={42}
              aria-label={t('created.open')}
            >
              <IconExternalLink size={20} stroke={1.7} />
            </ActionIcon>
          </Tooltip>
        </Group>
      </Group>
    </div>
  )
}

function Selected({ url }: { readonly url: string }) {
  const { t } = useTranslation()
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    field.current?.select()
  }, [url])
  return <TextInput ref={field} mt={4} readOnly value={url} aria-label={t('created.url')} />
}
