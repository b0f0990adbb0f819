import { Button, Group, Menu } from '@mantine/core'
import { IconBookmark, IconBookmarkPlus, IconLayoutList, IconPrinter } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DownloadMenu } from '../../parts/download-menu.tsx'
import { Live } from '../../parts/live.tsx'
import { useShop } from '../../parts/shop.tsx'
import { viewsQuery } from '../../queries/views.ts'
import type { Period, ReportSearch } from '../report/period.ts'
import { SaveView } from './save-view.tsx'
import { fileQuery, searchOf } from './view-search.ts'

type Props = { readonly search: ReportSearch; readonly period: Period }

/** What a report can be kept as: a view under a name, a file, paper. */
export function ReportActions({ search, period }: Props) {
  const { t } = useTranslation()
  const shop = useShop()
  return (
    <Group gap="xs" className="not-on-paper">
      <ViewMenu search={search} period={period} />
      <DownloadMenu name="report" query={fileQuery(search, period, shop.id)} />
      <Button
        variant="default"
        size="xs"
        leftSection={<IconPrinter size={16} />}
        title={t('views.printHint')}
        onClick={() => window.print()}
      >
        {t('views.print')}
      </Button>
      <Live />
    </Group>
  )
}

/** The shop's views, newest first, and this one to be kept. */
function ViewMenu({ search, period }: Props) {
  const { t } = useTranslation()
  const { id: shopId } = useShop()
  const { data } = useQuery(viewsQuery(shopId))
  const [isSaving, setIsSaving] = useState(false)
  return (
    <>
      <Menu position="bottom-end" width={260}>
        <Menu.Target>
          <Button variant="default" size="xs" leftSection={<IconBookmark size={16} />}>
            {t('views.title')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconBookmarkPlus size={16} />} onClick={() => setIsSaving(true)}>
            {t('views.saveThis')}
          </Menu.Item>
          <Menu.Divider />
          {data?.items.slice(0, mostListed).map((view) => (
            <Menu.Item
              key={view.id}
              className="break"
              renderRoot={(props) => <Link {...props} to="/report" search={searchOf(view)} />}
            >
              {view.name}
            </Menu.Item>
          ))}
          <Menu.Item leftSection={<IconLayoutList size={16} />} component={Link} to="/views">
            {t('views.all')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {isSaving && <SaveView search={search} period={period} onClose={() => setIsSaving(false)} />}
    </>
  )
}

const mostListed = 8
