import { Card, Stack, Text, Title } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { type ShareDraft, ShareForm } from '../../parts/share-form.tsx'
import { ShareLink } from '../../parts/share-link.tsx'
import { ShareList } from '../../parts/share-list.tsx'
import { useShop } from '../../parts/shop.tsx'
import { type MadeMonthShare, makeMonthShare, monthSharesQuery, revokeMonthShare } from '../../queries/leader.ts'

/** Links that show the month to whoever has them. */
export function MonthShares({ month }: { readonly month: string }) {
  const { t } = useTranslation()
  const { id: shopId } = useShop()
  const queries = useQueryClient()
  const query = monthSharesQuery(shopId, month)
  const { data, error } = useQuery(query)
  const [made, setMade] = useState<MadeMonthShare | null>(null)
  const refresh = () => queries.invalidateQueries({ queryKey: query.queryKey })
  const make = async (draft: ShareDraft) => {
    setMade(await makeMonthShare({ shopId, month }, draft))
    await refresh()
  }
  const revoke = async (id: string) => {
    await revokeMonthShare({ shopId, month }, id)
    setMade((one) => (one?.id === id ? null : one))
    await refresh()
  }
  return (
    <Card component="section">
      <Stack gap="md">
        <Title order={2} size="h4">
          {t('leader.share')}
        </Title>
        <Text size="sm">{t('leader.shareLead')}</Text>
        <ShareForm make={make} />
        {made && <ShareLink url={made.url} />}
        {error && <ProblemNotice error={error} />}
        <ShareList shares={data?.items ?? []} revoke={revoke} />
      </Stack>
    </Card>
  )
}
