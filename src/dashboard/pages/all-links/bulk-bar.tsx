import { Button, Group, Paper, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useTranslation } from 'react-i18next'
import { TakeLinks } from '../../parts/take-links.tsx'
import type { ListedLink } from '../../queries/all-links.ts'
import { BulkEdit } from './bulk-edit.tsx'

type Props = { readonly links: readonly ListedLink[]; readonly onDone: () => void }

/** What is selected and what can be done with it; within reach while the list scrolls. */
export function BulkBar({ links, onDone }: Props) {
  const { t } = useTranslation()
  const [isOpen, { open, close }] = useDisclosure(false)
  if (links.length === 0) return null
  const ids = links.map(({ id }) => id)
  return (
    <Paper
      withBorder
      radius="lg"
      p="sm"
      pos="sticky"
      top={{ base: 64, md: 12 }}
      bg="var(--card)"
      style={{ zIndex: 5 }}
      shadow="sm"
    >
      <Group justify="space-between" gap="sm">
        <Text fw={600} role="status">
          {t('bulk.selected', { count: links.length })}
        </Text>
        <Group gap="xs">
          <Button variant="default" size="sm" onClick={onDone}>
            {t('bulk.none')}
          </Button>
          <TakeLinks ids={ids} table={() => tableOf(links)} />
          <Button size="sm" onClick={open}>
            {t('bulk.edit')}
          </Button>
        </Group>
      </Group>
      {isOpen && (
        <BulkEdit
          links={links}
          onClose={close}
          onDone={() => {
            close()
            onDone()
          }}
        />
      )}
    </Paper>
  )
}

/** A row for each link, below its head. */
function tableOf(links: readonly ListedLink[]): string[][] {
  const rows = links.map(({ channel, placement, postTitle, campaignName, utm, tags, ...link }) => [
    ...[link.shortUrl, link.destination, link.targetUrl, channel, placement ?? '', postTitle],
    ...[campaignName ?? utm.campaign, tags.join(', ')],
  ])
  const head = ['short_url', 'destination', 'target_url', 'channel', 'placement', 'post', 'campaign', 'tags']
  return [head, ...rows]
}
