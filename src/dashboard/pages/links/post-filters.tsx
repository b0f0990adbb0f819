import { Select, SimpleGrid, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { channels } from '../../../links/channel.ts'
import { useShop } from '../../parts/shop.tsx'
import { campaignsQuery } from '../../queries/links.ts'
import { type PostFilter, postKinds } from '../../queries/posts.ts'

type Props = { readonly filter: PostFilter; readonly onChange: (filter: PostFilter) => void }

export function PostFilters({ filter, onChange }: Props) {
  const { t } = useTranslation()
  const { id: shopId } = useShop()
  const campaigns = useQuery(campaignsQuery(shopId)).data?.items ?? []
  const choice = { size: 'sm', clearable: true, allowDeselect: true, placeholder: t('posts.filter.all') } as const
  return (
    <SimpleGrid cols={{ base: 2, sm: 4 }} spacing="sm">
      <TextInput
        size="sm"
        type="search"
        label={t('posts.filter.text')}
        leftSection={<IconSearch size={16} />}
        maxLength={200}
        value={filter.q}
        onChange={(event) => onChange({ ...filter, q: event.currentTarget.value })}
      />
      <Select
        {...choice}
        label={t('posts.filter.channel')}
        searchable
        data={channels.map(({ id, name }) => ({ value: id, label: name }))}
        value={filter.channel || null}
        onChange={(id) => onChange({ ...filter, channel: channels.find((one) => one.id === id)?.id ?? '' })}
      />
      <Select
        {...choice}
        label={t('posts.filter.campaign')}
        searchable
        data={campaigns.map(({ id, name }) => ({ value: id, label: name }))}
        value={filter.campaignId || null}
        onChange={(id) => onChange({ ...filter, campaignId: id ?? '' })}
      />
      <Select
        {...choice}
        label={t('posts.filter.kind')}
        data={postKinds.map((kind) => ({ value: kind, label: t(`posts.kinds.${kind}`) }))}
        value={filter.content || null}
        onChange={(kind) => onChange({ ...filter, content: postKinds.find((one) => one === kind) ?? '' })}
      />
    </SimpleGrid>
  )
}
