import { Button, Group, Stack } from '@mantine/core'
import { IconArrowLeft, IconUpload } from '@tabler/icons-react'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Page } from '../../parts/page.tsx'
import { useShop } from '../../parts/shop.tsx'
import { BulkBar } from './bulk-bar.tsx'
import { LinkDrawer } from './link-drawer.tsx'
import { LinkFilters } from './link-filters.tsx'
import { LinkList, type Selected } from './link-list.tsx'

/** Every link of the shop, a page at a time; what is asked for stands in the address. */
export function AllLinksPage() {
  const { t } = useTranslation()
  const { id: shopId } = useShop()
  const { link, ...filter } = useSearch({ from: '/signed-in/links/all' })
  const navigate = useNavigate({ from: '/links/all' })
  const [selected, setSelected] = useState<Selected>(new Map())
  const open = (id: string | undefined) =>
    void navigate({ search: (search) => ({ ...search, link: id }), resetScroll: false })
  return (
    <Page
      title={t('allLinks.title')}
      lead={t('allLinks.lead')}
      actions={
        <Group gap="xs">
          <Button
            variant="default"
            leftSection={<IconUpload size={16} />}
            renderRoot={(props) => <Link to="/import" {...props} />}
          >
            {t('import.open')}
          </Button>
          <Button
            variant="default"
            leftSection={<IconArrowLeft size={16} />}
            renderRoot={(props) => <Link to="/links" {...props} />}
          >
            {t('allLinks.back')}
          </Button>
        </Group>
      }
    >
      <Stack gap="md">
        <LinkFilters
          key={shopId}
          filter={filter}
          onChange={(change) => {
            setSelected(new Map())
            void navigate({ search: (search) => ({ ...search, ...change }), replace: true, resetScroll: false })
          }}
        />
        <BulkBar links={[...selected.values()]} onDone={() => setSelected(new Map())} />
        <LinkList
          key={`${shopId} ${JSON.stringify(filter)}`}
          filter={filter}
          selected={selected}
          onSelect={setSelected}
          onOpen={open}
          onTag={(tag) => void navigate({ search: (search) => ({ ...search, tag }), resetScroll: false })}
        />
      </Stack>
      {link !== undefined && <LinkDrawer key={link} id={link} onClose={() => open(undefined)} />}
    </Page>
  )
}
