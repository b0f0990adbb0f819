import { Button, Menu } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { type Exported, exportUrl } from '../queries/exports.ts'

type Props = {
  readonly name: Exported
  readonly query: Readonly<Record<string, string>>
  /** What the file holds, where that is more than the page shows. */
  readonly holds?: string
}

/** What a page shows, as a file. */
export function DownloadMenu({ name, query, holds }: Props) {
  const { t } = useTranslation()
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" size="xs" leftSection={<IconDownload size={16} />}>
          {t('download.action')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {holds !== undefined && <Menu.Label maw={260}>{holds}</Menu.Label>}
        {(['csv', 'ndjson'] as const).map((format) => (
          <Menu.Item key={format} component="a" href={exportUrl(name, format, query)} download>
            {t(`download.${format}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
