import { Button } from '@mantine/core'
import { IconDownload, IconQrcode } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { csvFile } from './csv.ts'
import { saveFile } from './save-file.ts'

type Props = {
  readonly ids: readonly string[]
  /** The links as a table, its head first; made when it is asked for. */
  readonly table: () => string[][]
}

/** Links as a file, and as a sheet of QR codes. */
export function TakeLinks({ ids, table }: Props) {
  const { t } = useTranslation()
  return (
    <>
      <Button
        size="sm"
        variant="default"
        leftSection={<IconDownload size={16} />}
        onClick={() => saveFile(csvFile(table()), 'links.csv')}
      >
        {t('created.csv')}
      </Button>
      <Button
        size="sm"
        variant="default"
        component="a"
        href={`/app/qr-sheet?ids=${encodeURIComponent(ids.join(','))}`}
        target="_blank"
        rel="noreferrer"
        leftSection={<IconQrcode size={16} />}
      >
        {t('created.qrSheet')}
      </Button>
    </>
  )
}
