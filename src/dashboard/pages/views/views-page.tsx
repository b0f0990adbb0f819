import { Button, Card, Skeleton, Stack, Text } from '@mantine/core'
import { IconBookmark } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { BackToReport } from '../../parts/back-link.tsx'
import { Empty } from '../../parts/empty.tsx'
import { Page } from '../../parts/page.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useShop } from '../../parts/shop.tsx'
import { type View, viewsQuery } from '../../queries/views.ts'
import { ShareDialog } from './share-dialog.tsx'
import { ViewCard } from './view-card.tsx'

/** Every saved view, and which of them others can see by a link. */
export function ViewsPage() {
  const { t } = useTranslation()
  const { id: shopId } = useShop()
  const { data, error, isPending, refetch } = useQuery(viewsQuery(shopId))
  const [shared, share] = useState<View | null>(null)
  return (
    <Page title={t('views.title')} lead={t('views.lead')} back={<BackToReport />}>
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {isPending && <Skeleton height={220} radius="lg" />}
      {data?.items.length === 0 && (
        <Card padding={0}>
          <Empty order={2} icon={<IconBookmark size={24} />} title={t('views.empty')} next={t('views.emptyNext')}>
            <Button component={Link} to="/report">
              {t('views.toReport')}
            </Button>
          </Empty>
        </Card>
      )}
      <Stack gap="md">
        {data?.items.map((view) => (
          <ViewCard key={view.id} view={view} onShare={() => share(view)} />
        ))}
      </Stack>
      <Text size="sm" c="dimmed" maw={640}>
        {t('views.whatIsShown')}
      </Text>
      {shared && <ShareDialog view={shared} onClose={() => share(null)} />}
    </Page>
  )
}
