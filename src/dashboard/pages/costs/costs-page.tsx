import { Button, Stack } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { BackToGoals } from '../../parts/back-link.tsx'
import { Page } from '../../parts/page.tsx'
import type { Cost } from '../../queries/costs.ts'
import { CostDialog } from './cost-dialog.tsx'
import { CostList } from './cost-list.tsx'
import { HourlyRate } from './hourly-rate.tsx'
import { TimeLog } from './time-log.tsx'

/** What was put in: hours and money. */
export function CostsPage() {
  const { t } = useTranslation()
  const [edited, setEdited] = useState<Cost | 'new'>()
  return (
    <Page
      title={t('costs.title')}
      lead={t('costs.lead')}
      back={<BackToGoals />}
      actions={
        <Button leftSection={<IconPlus size={18} />} onClick={() => setEdited('new')}>
          {t('costs.new')}
        </Button>
      }
    >
      <Stack gap="xl">
        <TimeLog />
        <CostList onEdit={setEdited} onAdd={() => setEdited('new')} />
        <HourlyRate />
      </Stack>
      {edited !== undefined && (
        <CostDialog {...(edited === 'new' ? {} : { cost: edited })} onClose={() => setEdited(undefined)} />
      )}
    </Page>
  )
}
