import { Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useInfiniteQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { channelName } from '../../parts/channel-name.ts'
import { useShop } from '../../parts/shop.tsx'
import { everyPost, postsQuery } from '../../queries/posts.ts'

type Picked = { readonly id: string; readonly title: string }
type Props = { readonly value: Picked; readonly onChange: (post: Picked) => void; readonly error: ReactNode }

/** The newest posts, and any other by a word of it. */
export function PostPicker({ value, onChange, error }: Props) {
  const { t } = useTranslation()
  const { id: shopId } = useShop()
  const [sought, setSought] = useState('')
  const [q] = useDebouncedValue(sought === value.title ? '' : sought, 250)
  const posts =
    useInfiniteQuery(postsQuery(shopId, { ...everyPost, q })).data?.pages.flatMap((page) => page.items) ?? []
  const known = posts.map(({ id, title, channel }) => ({ value: id, label: `${title} · ${channelName(channel)}` }))
  const data =
    value.id === '' || known.some((one) => one.value === value.id)
      ? known
      : [{ value: value.id, label: value.title }, ...known]
  return (
    <Select
      label={t('costs.place.post')}
      placeholder={t('costs.place.findPost')}
      searchable
      nothingFoundMessage={t('costs.place.noPost')}
      data={data}
      filter={({ options }) => options}
      value={value.id || null}
      onSearchChange={setSought}
      onChange={(id) => onChange({ id: id ?? '', title: posts.find((post) => post.id === id)?.title ?? '' })}
      error={error}
    />
  )
}
