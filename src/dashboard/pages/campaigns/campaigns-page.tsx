import { Button, Card, Skeleton, Stack } from '@mantine/core'
import { IconPlus, IconSpeakerphone } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Empty } from '../../parts/empty.tsx'
import { Page } from '../../parts/page.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useShop } from '../../parts/shop.tsx'
import { type Campaign, campaignsQuery } from '../../queries/links.ts'
import { CampaignCard } from './campaign-card.tsx'
import { CampaignForm } from './campaign-form.tsx'

/** Every campaign with what it is for and whom it is for. */
export function CampaignsPage() {
  const { t } = useTranslation()
  const { id: shopId } = useShop()
  const { data, error, isPending, refetch } = useQuery(campaignsQuery(shopId))
  const [edited, setEdited] = useState<Campaign | 'new' | null>(null)
  const add = (
    <Button leftSection={<IconPlus size={18} />} onClick={() => setEdited('new')}>
      {t('campaigns.new')}
    </Button>
  )
  return (
    <Page title={t('campaigns.title')} lead={t('campaigns.lead')} actions={add}>
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {isPending && <Skeleton height={220} radius="lg" />}
      {data?.items.length === 0 && (
        <Card padding={0}>
          <Empty icon={<IconSpeakerphone size={24} />} title={t('campaigns.empty')} next={t('campaigns.emptyNext')}>
            {add}
          </Empty>
        </Card>
      )}
      <Stack gap="md">
        {data?.items.map((campaign) => (
          <CampaignCard key={campaign.id} campaign={campaign} onEdit={() => setEdited(campaign)} />
        ))}
      </Stack>
      {edited && <CampaignForm campaign={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
    </Page>
  )
}
