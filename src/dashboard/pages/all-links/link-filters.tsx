import { Button, Collapse, Group, Select, SimpleGrid, TextInput } from '@mantine/core'
import { useDebouncedCallback, useDisclosure } from '@mantine/hooks'
import { IconAdjustmentsHorizontal, IconSearch } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { channels } from '../../../links/channel.ts'
import { useShop } from '../../parts/shop.tsx'
import { type LinkFilter, sorts, statuses } from '../../queries/all-links.ts'
import { domainsQuery } from '../../queries/domains.ts'
import { campaignsQuery } from '../../queries/links.ts'

type Props = { readonly filter: LinkFilter; readonly onChange: (change: LinkFilter) => void }

const typingMs = 250

/** Search and order at hand, the rest folded away until it is used. */
export function LinkFilters({ filter, onChange }: Props) {
  const { t } = useTranslation()
  const id = useId()
  const [q, setQ] = useState(filter.q ?? '')
  const search = useDebouncedCallback((text: string) => onChange({ q: text.trim() || undefined }), typingMs)
  const asked = ['status', 'channel', 'campaign', 'domain', 'tag'] as const
  const count = asked.filter((name) => filter[name] !== undefined).length
  const [isOpen, fold] = useDisclosure(count > 0)
  return (
    <div>
      <Group gap="sm" align="flex-end">
        <TextInput
          flex="1 1 16rem"
          type="search"
          label={t('allLinks.search')}
          placeholder={t('allLinks.searchHint')}
          leftSection={<IconSearch size={18} />}
          maxLength={200}
          value={q}
          onChange={(event) => {
            setQ(event.currentTarget.value)
            search(event.currentTarget.value)
          }}
        />
        <Select
          w={{ base: '100%', xs: 210 }}
          label={t('allLinks.sort.label')}
          data={sorts.map((value) => ({ value, label: t(`allLinks.sort.${value}`) }))}
          value={filter.sort ?? 'newest'}
          onChange={(value) => onChange({ sort: sorts.find((one) => one === value && one !== 'newest') })}
        />
        <Button
          size="md"
          variant={count > 0 ? 'light' : 'default'}
          leftSection={<IconAdjustmentsHorizontal size={18} />}
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={fold.toggle}
        >
          {t('allLinks.filters')}
          {count > 0 && ` (${count})`}
        </Button>
      </Group>
      <Collapse expanded={isOpen} id={id}>
        <MoreFilters filter={filter} onChange={onChange} />
      </Collapse>
    </div>
  )
}

function MoreFilters({ filter, onChange }: Props) {
  const { t } = useTranslation()
  const { id: shopId } = useShop()
  const campaigns = useQuery(campaignsQuery(shopId)).data?.items ?? []
  const domains = useQuery(domainsQuery(shopId)).data?.items ?? []
  const [tag, setTag] = useState(filter.tag ?? '')
  const [tagOf, setTagOf] = useState(filter.tag)
  // A tag may be chosen in the list below too.
  if (tagOf !== filter.tag) {
    setTagOf(filter.tag)
    setTag(filter.tag ?? '')
  }
  const ask = useDebouncedCallback((text: string) => onChange({ tag: text.trim() || undefined }), typingMs)
  const pick = (name: 'status' | 'channel' | 'campaign' | 'domain', data: { value: string; label: string }[]) => (
    <Select
      label={t(`allLinks.${name}.label`)}
      placeholder={t(`allLinks.${name}.any`)}
      clearable
      searchable={data.length > 8}
      data={data}
      value={filter[name] ?? null}
      onChange={(value) => onChange({ [name]: value ?? undefined })}
    />
  )
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, md: 5 }} spacing="sm" pt="sm">
      {pick(
        'status',
        statuses.map((value) => ({ value, label: t(`allLinks.status.${value}`) })),
      )}
      {pick(
        'channel',
        channels.map(({ id, name }) => ({ value: id, label: name })),
      )}
      {pick(
        'campaign',
        campaigns.map(({ key, name }) => ({ value: key, label: name })),
      )}
      <TextInput
        label={t('allLinks.tag.label')}
        placeholder={t('allLinks.tag.hint')}
        maxLength={50}
        value={tag}
        onChange={(event) => {
          setTag(event.currentTarget.value)
          ask(event.currentTarget.value)
        }}
      />
      {domains.length > 1 &&
        pick(
          'domain',
          domains.map(({ domain }) => ({ value: domain, label: domain })),
        )}
    </SimpleGrid>
  )
}
