import { Box, Stack } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Page } from '../../parts/page.tsx'
import { useShop, useShopDay } from '../../parts/shop.tsx'
import { EntryForm } from './entry-form.tsx'
import { EntryList } from './entry-list.tsx'

/** Orders that no web shop tells of, written down on a phone. */
export function TallyPage() {
  const { t } = useTranslation()
  const { id } = useShop()
  const today = useShopDay()(0)
  const [day, setDay] = useState(today)
  return (
    <Page title={t('hand.title')} lead={t('hand.lead')}>
      <Box maw={640}>
        <Stack gap="xl">
          <EntryForm key={id} today={today} onDay={setDay} />
          <EntryList day={day} today={today} />
        </Stack>
      </Box>
    </Page>
  )
}
