import { Autocomplete, Select, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Channel, channels } from '../../../../links/channel.ts'
import { FormDialog } from '../../../parts/form-dialog.tsx'
import { notify } from '../../../parts/notify.ts'
import { useShop } from '../../../parts/shop.tsx'
import { fieldError } from '../../../problem.ts'
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
  const { error } = making
  return (
    <FormDialog
      title={t('unknown.modal', { slug: wanted.slug })}
      size="md"
      names={['destination', 'campaign']}
      saving={making}
      submitLabel={t('unknown.submit')}
      onSubmit={() => making.mutate()}
      onClose={onClose}
    >
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
    </FormDialog>
  )
}
