import { Alert, Card, FileButton, Button, Group, Stack, Text } from '@mantine/core'
import { IconFileTypeCsv, IconUpload } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Empty } from '../../parts/empty.tsx'
import { useFormat } from '../../parts/format.ts'
import { mostBytes } from '../../queries/import.ts'
import classes from './choose-file.module.css'

type Props = {
  readonly file: File | undefined
  readonly onChoose: (file: File) => void
  /** What is told of the file's columns before one is chosen, and of one that is too large. */
  readonly columns: string
  readonly tooLargeText: (name: string) => string
}

/** A file by button or dropped anywhere on the card. */
export function ChooseFile({ file, onChoose, columns, tooLargeText }: Props) {
  const { t } = useTranslation()
  const [isOver, setOver] = useState(false)
  const [tooLarge, setTooLarge] = useState('')
  const choose = (chosen: File | null | undefined) => {
    setTooLarge(chosen && chosen.size > mostBytes ? chosen.name : '')
    if (chosen && chosen.size <= mostBytes) onChoose(chosen)
  }
  return (
    <Stack gap="sm">
      <Card
        className={classes['drop'] ?? ''}
        data-over={isOver || undefined}
        padding={file ? 'md' : 0}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault()
          setOver(false)
          choose(event.dataTransfer.files[0])
        }}
      >
        {file ? (
          <Chosen file={file} onChoose={choose} />
        ) : (
          <Empty icon={<IconUpload size={24} />} title={t('import.choose.title')} next={t('import.choose.next')}>
            <ChooseButton label={t('import.choose.button')} onChoose={choose} />
          </Empty>
        )}
      </Card>
      {tooLarge !== '' && (
        <Alert color="red" role="alert">
          {tooLargeText(tooLarge)}
        </Alert>
      )}
      {!file && (
        <Text size="sm" c="dimmed" maw={720}>
          {columns}
        </Text>
      )}
    </Stack>
  )
}

function Chosen({ file, onChoose }: { readonly file: File; readonly onChoose: (file: File | null) => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <Group justify="space-between" gap="sm">
      <Group gap="sm" wrap="nowrap" miw={0}>
        <IconFileTypeCsv size={24} aria-hidden="true" style={{ flexShrink: 0 }} />
        <div style={{ minWidth: 0 }}>
          <Text fw={600} className="break">
            {file.name}
          </Text>
          <Text size="xs" c="dimmed">
            {file.size < 1e6
              ? t('import.choose.sizeSmall', { size: format.count(Math.ceil(file.size / 1e3)) })
              : t('import.choose.size', { size: format.decimal(file.size / 1e6) })}
          </Text>
        </div>
      </Group>
      <ChooseButton label={t('import.choose.other')} isQuiet onChoose={onChoose} />
    </Group>
  )
}

type ButtonProps = {
  readonly label: string
  readonly isQuiet?: boolean
  readonly onChoose: (file: File | null) => void
}

function ChooseButton({ label, isQuiet = false, onChoose }: ButtonProps) {
  return (
    <FileButton accept=".csv,.tsv,.txt,text/csv,text/plain,text/tab-separated-values" onChange={onChoose}>
      {(props) => (
        <Button {...props} variant={isQuiet ? 'default' : 'filled'} size={isQuiet ? 'xs' : 'md'}>
          {label}
        </Button>
      )}
    </FileButton>
  )
}
