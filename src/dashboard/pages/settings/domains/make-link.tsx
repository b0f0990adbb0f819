import { Autocomplete, Button, Modal, Select, Stack, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type SubmitEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Channel, channels } from '../../../../links/channel.ts'
import { DialogActions } from '../../../parts/dialog-actions.tsx'
import { notify } from '../../../parts/notify.ts'
import { ProblemNotice } from '../../../parts/problem-notice.tsx'
import { useShop } from '../../../parts/shop.tsx'
import { fieldError, isSaidAtField } from '../../../problem.ts'
import { forgetLinks } from '../../../queries/all-links.ts'
import { makeLinkFor, type UnknownSlug } from '../../../queries/domains.ts'
import { campaignsQuery } from '../../../queries/links.ts'

type Props = { readonly wanted: UnknownSlug; readonly onClose: () => void }

/** The link that people looked for, under the very slug that they asked for. */
export function MakeLink({ wanted, onClose }: Props) {
  const { t } = useTranslation()
  const { id: shopId } = useShop()
  const queries = useQueryClient()
  const campaigns = useQuery(campaignsQuery(shopId)).data?.items ?? []
  const [destination, setDestination] = useState('')
  const [campaign, setCampaign] = useState('')
  // What is mistyped is mostly printed.
  const [channel, setChannel] = useState<Channel>('print')
  const making = useMutation({
    mutationFn: () => makeLinkFor(shopId, wanted, { destination: destination.trim(), campaign, channel }),
    onSuccess: async ({ shortUrl }) => {
      onClose()
      notify(t('unknown.made', { url: shortUrl }), t)
      await forgetLinks(queries)
    },
  })
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    making.mutate()
  }
  const { error } = making
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('unknown.modal', { slug: wanted.slug })}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <form onSubmit={submit} noValidate>
        <Stack>
          {error && !isSaidAtField(error, ['destination', 'campaign']) && <ProblemNotice error={error} />}
          <TextInput
            type="url"
            label={t('unknown.destination')}
            placeholder="https://"
            data-autofocus
            value={destination}
            onChange={(event) => setDestination(event.currentTarget.value)}
            error={fieldError(error, 'destination')}
          />
          <Select
            label={t('unknown.channel')}
            data={channels.map(({ id, name }) => ({ value: id, label: name }))}
            value={channel}
            onChange={(value) => setChannel(channels.find(({ id }) => id === value)?.id ?? 'other')}
          />
          <Autocomplete
            size="md"
            label={t('unknown.campaign')}
            data={[...new Set(campaigns.map(({ key }) => key))]}
            maxLength={256}
            value={campaign}
            onChange={setCampaign}
            error={fieldError(error, 'campaign')}
          />
          <DialogActions onCancel={onClose}>
            <Button type="submit" loading={making.isPending}>
              {t('unknown.submit')}
            </Button>
          </DialogActions>
        </Stack>
      </form>
    </Modal>
  )
}
