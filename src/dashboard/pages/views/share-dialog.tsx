import { Modal, Skeleton, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { type MadeShare, sharesQuery, type View } from '../../queries/views.ts'
import { MadeLink } from './made-link.tsx'
import { ShareForm } from './share-form.tsx'
import { ShareList } from './share-list.tsx'

type Props = { readonly view: View; readonly onClose: () => void }

/** Links that show a view: the new one, whose address is shown this once, and those there are. */
export function ShareDialog({ view, onClose }: Props) {
  const { t } = useTranslation()
  const { data, error, refetch } = useQuery(sharesQuery(view.id))
  const [made, setMade] = useState<MadeShare | null>(null)
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
        {made ? <MadeLink made={made} /> : <ShareForm view={view} onMade={setMade} />}
        {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
        {data ? <ShareList view={view} shares={data.items} /> : !error && <Skeleton height={60} />}
      </Stack>
    </Modal>
  )
}
