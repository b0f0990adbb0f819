import { Alert, Button, Checkbox, Group, SegmentedControl, Stack, Text } from '@mantine/core'
import { IconPrinter, IconQrcode } from '@tabler/icons-react'
import { Link, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Empty } from '../../parts/empty.tsx'
import { Page } from '../../parts/page.tsx'
import classes from './qr-sheet.module.css'
import { type Shown, SheetCode } from './sheet-code.tsx'

/** More would be more than anybody cuts out, and as many questions to the server. */
const mostCodes = 120

/** Codes to cut out, as they come out of the printer: all that isn't paper is left out in print. */
export function QrSheetPage() {
  const { t } = useTranslation()
  const { ids } = useSearch({ from: '/signed-in/qr-sheet' })
  const asked = [...new Set(ids.split(',').filter((id) => id !== ''))]
  const [columns, setColumns] = useState(3)
  const [shown, setShown] = useState<Shown>({ title: true, channel: true, address: true })
  const print = (
    <Button leftSection={<IconPrinter size={18} />} onClick={() => window.print()} className={classes.screen ?? ''}>
      {t('qr.sheet.print')}
    </Button>
  )
  return (
    <div className={classes.page}>
      <Page title={t('qr.sheet.title')} lead={t('qr.sheet.lead')} actions={asked.length > 0 && print}>
        {asked.length === 0 ? (
          <NoCodes />
        ) : (
          <Stack gap="lg">
            <Choices columns={columns} setColumns={setColumns} shown={shown} setShown={setShown} />
            {asked.length > mostCodes && (
              <Alert color="yellow" className={classes.screen ?? ''}>
                {t('qr.sheet.tooMany', { count: mostCodes })}
              </Alert>
            )}
            <div className={classes.sheet} data-columns={columns}>
              {asked.slice(0, mostCodes).map((id) => (
                <SheetCode key={id} linkId={id} shown={shown} />
              ))}
            </div>
          </Stack>
        )}
      </Page>
    </div>
  )
}

type ChoicesProps = {
  readonly columns: number
  readonly setColumns: (columns: number) => void
  readonly shown: Shown
  readonly setShown: (shown: Shown) => void
}

const labels = { title: 'qr.sheet.post', channel: 'qr.sheet.channel', address: 'qr.sheet.address' } as const

function Choices({ columns, setColumns, shown, setShown }: ChoicesProps) {
  const { t } = useTranslation()
  return (
    <Group gap="xl" className={classes.screen ?? ''} align="flex-start">
      <Stack gap={4}>
        <Text size="sm" fw={600} id="sheet-columns">
          {t('qr.sheet.columns')}
        </Text>
        <SegmentedControl
          aria-labelledby="sheet-columns"
          data={['2', '3', '4']}
          value={String(columns)}
          onChange={(value) => setColumns(Number(value))}
        />
      </Stack>
      <Stack gap={4} role="group" aria-labelledby="sheet-shows">
        <Text size="sm" fw={600} id="sheet-shows">
          {t('qr.sheet.shows')}
        </Text>
        <Group gap="md" mih={36}>
          {(['title', 'channel', 'address'] as const).map((part) => (
            <Checkbox
              key={part}
              label={t(labels[part])}
              checked={shown[part]}
              onChange={(event) => setShown({ ...shown, [part]: event.currentTarget.checked })}
            />
          ))}
        </Group>
      </Stack>
    </Group>
  )
}

function NoCodes() {
  const { t } = useTranslation()
  return (
    <Empty icon={<IconQrcode size={24} />} title={t('qr.sheet.empty.title')} next={t('qr.sheet.empty.next')}>
      <Button component={Link} to="/links" variant="default">
        {t('qr.sheet.empty.back')}
      </Button>
    </Empty>
  )
}
