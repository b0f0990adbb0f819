import { Button, Drawer, Group, Skeleton, Stack, Tabs, Text } from '@mantine/core'
import { IconArchive, IconEye, IconQrcode } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CopyButton } from '../../parts/copy-button.tsx'
import { useFormat } from '../../parts/format.ts'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useShop } from '../../parts/shop.tsx'
import { forgetLinks, type Link, linkQuery } from '../../queries/all-links.ts'
import { ArchiveLink } from '../links/archive-link.tsx'
import { QrDialog } from '../qr/qr-dialog.tsx'
import { LinkFacts } from './link-facts.tsx'
import { LinkForm } from './link-form.tsx'
import { LinkHistory } from './link-history.tsx'

type Props = { readonly id: string; readonly onClose: () => void }

/** One link: changed on the left, what became of it on the right. */
export function LinkDrawer({ id, onClose }: Props) {
  const { t } = useTranslation()
  const { data: link, error, refetch } = useQuery(linkQuery(id))
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="lg"
      title={t('linkDrawer.title')}
      styles={{ title: { fontWeight: 650, fontSize: 'var(--mantine-font-size-lg)' } }}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {!link && !error && <Skeleton height={400} />}
      {link && (
        <Stack gap="lg">
          <Head link={link} />
          <LinkFacts link={link} />
          <Tabs defaultValue="edit">
            <Tabs.List mb="md">
              <Tabs.Tab value="edit">{t('linkDrawer.tab.edit')}</Tabs.Tab>
              <Tabs.Tab value="history">{t('linkDrawer.tab.history')}</Tabs.Tab>
            </Tabs.List>
            <Tabs.Panel value="edit">
              <LinkForm key={link.updatedAt} link={link} />
            </Tabs.Panel>
            <Tabs.Panel value="history">
              <LinkHistory link={link} />
            </Tabs.Panel>
          </Tabs>
        </Stack>
      )}
    </Drawer>
  )
}

function Head({ link }: { readonly link: Link }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const format = useFormat(useShop().timeZone)
  const [asked, setAsked] = useState<'archive' | 'qr'>()
  return (
    <Stack gap="xs">
      <Text fw={650} fz="lg" className="break">
        {link.shortUrl.replace(/^https?:\/\//, '')}
      </Text>
      <Group gap="xs">
        <CopyButton text={link.shortUrl} what={link.shortUrl} />
        <Button
          variant="default"
          size="sm"
          component="a"
          href={`${link.shortUrl}+`}
          target="_blank"
          rel="noreferrer"
          leftSection={<IconEye size={16} />}
        >
          {t('linkDrawer.preview')}
        </Button>
        <Button variant="default" size="sm" leftSection={<IconQrcode size={16} />} onClick={() => setAsked('qr')}>
          {t('linkDrawer.qr')}
        </Button>
        {link.archivedAt === null && (
          <Button
            variant="default"
            size="sm"
            leftSection={<IconArchive size={16} />}
            onClick={() => setAsked('archive')}
          >
            {t('linkDrawer.archive')}
          </Button>
        )}
      </Group>
      {link.archivedAt !== null && (
        <Text size="sm" c="dimmed">
          {t('linkDrawer.ended', { time: format.time(link.archivedAt) })}
        </Text>
      )}
      {asked === 'qr' && <QrDialog link={link} onClose={() => setAsked(undefined)} />}
      {asked === 'archive' && (
        <ArchiveLink
          link={link}
          onClose={() => {
            setAsked(undefined)
            void forgetLinks(queries)
          }}
        />
      )}
    </Stack>
  )
}
