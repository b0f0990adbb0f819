import { Box, Modal, Skeleton, Stack, Text, Title } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { type ShareDraft, ShareForm } from '../../parts/share-form.tsx'
import { ShareList } from '../../parts/share-list.tsx'
import { useShop } from '../../parts/shop.tsx'
import { type MadeShare, makeShare, revokeShare, sharesQuery, type View, viewsQuery } from '../../queries/views.ts'
import { MadeLink } from './made-link.tsx'

type Props = { readonly view: View; readonly onClose: () => void }

/** Links that show a view: the new one, whose address is shown this once, and those there are. */
export function ShareDialog({ view, onClose }: Props) {
  const { t } = useTranslation()
  const { id: shopId } = useShop()
  const queries = useQueryClient()
  const { data, error, refetch } = useQuery(sharesQuery(view.id))
  const [made, setMade] = useState<MadeShare | null>(null)
  const refresh = async () => {
    await queries.invalidateQueries({ queryKey: sharesQuery(view.id).queryKey })
    await queries.invalidateQueries({ queryKey: viewsQuery(shopId).queryKey })
  }
  const make = async (draft: ShareDraft) => {
    setMade(await makeShare(view.id, draft))
    await refresh()
  }
  const revoke = async (id: string) => {
    await revokeShare(view.id, id)
    await refresh()
  }
  return (
    <Modal
      size="lg"
      opened
      onClose={onClose}
      title={t('views.shareTitle', { name: view.name })}
      closeOnClickOutside={made === null}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Stack gap="lg">
        {made && <MadeLink made={made} />}
        {!made && (
          <Stack gap="md">
            <Text size="sm">{t('views.shareLead')}</Text>
            <ShareForm make={make} />
          </Stack>
        )}
        {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
        {!data && !error && <Skeleton height={60} />}
        {data && data.items.length > 0 && (
          <Box component="section">
            <Title order={3} size="h5" mb="xs">
              {t('views.links')}
            </Title>
            <ShareList shares={data.items} revoke={revoke} />
          </Box>
        )}
      </Stack>
    </Modal>
  )
}
