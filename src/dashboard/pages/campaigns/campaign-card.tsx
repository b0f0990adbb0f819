import { Button, Card, Group, SimpleGrid, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { type Format, useFormat } from '../../parts/format.ts'
import type { Campaign } from '../../queries/links.ts'

type Props = { readonly campaign: Campaign; readonly onEdit: () => void }

export function CampaignCard({ campaign, onEdit }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const facts = [daysOf(campaign, format), t('campaigns.posts', { count: campaign.posts }), campaign.key]
  return (
    <Card component="section" aria-label={campaign.name}>
      <Group justify="space-between" align="flex-start" wrap="nowrap" gap="sm">
        <div style={{ minWidth: 0 }}>
          <Title order={2} className="break">
            {campaign.name}
          </Title>
          <Text size="sm" c="dimmed" className="break">
            {facts.filter(Boolean).join(' · ')}
          </Text>
        </div>
        <Button variant="default" size="sm" onClick={onEdit} style={{ flexShrink: 0 }}>
          {t('campaigns.edit')}
        </Button>
      </Group>
      <SimpleGrid cols={{ base: 1, sm: 2 }} mt="md" spacing="lg">
        <Said label={t('campaigns.purpose')} text={campaign.purpose} missing={t('campaigns.noPurpose')} />
        <Said label={t('campaigns.audience')} text={campaign.audience} missing={t('campaigns.noAudience')} />
      </SimpleGrid>
    </Card>
  )
}

type SaidProps = { readonly label: string; readonly text: string | null; readonly missing: string }

function Said({ label, text, missing }: SaidProps) {
  return (
    <div>
      <span className="label">{label}</span>
      {text ? (
        <Text className="break" style={{ whiteSpace: 'pre-line' }}>
          {text}
        </Text>
      ) : (
        <Text size="sm" c="dimmed" fs="italic">
          {missing}
        </Text>
      )}
    </div>
  )
}

function daysOf({ from, to }: Campaign, format: Format): string {
  if (!from && !to) return ''
  return `${from ? format.day(from) : '…'} – ${to ? format.day(to) : '…'}`
}
