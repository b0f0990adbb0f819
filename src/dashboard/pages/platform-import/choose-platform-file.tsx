import { Alert, Button, Card, FileButton, Group, Stack, Text } from '@mantine/core'
import { IconFileSpreadsheet, IconUpload } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Empty } from '../../parts/empty.tsx'

type Props = { readonly file: File | undefined; readonly onChoose: (file: File) => void }

const mostBytes = 50 * 1024 * 1024

/** A platform's export by button or dropped on the card. */
export function ChoosePlatformFile({ file, onChoose }: Props) {
  const { t } = useTranslation()
  const [tooLarge, setTooLarge] = useState('')
  const choose = (chosen: File | null | undefined) => {
    setTooLarge(chosen && chosen.size > mostBytes ? chosen.name : '')
    if (chosen && chosen.size <= mostBytes) onChoose(chosen)
  }
  const button = (
    <FileButton accept=".csv,.tsv,.txt,.xls,.xlsx,.zip" onChange={choose}>
      {(props) => (
        <Button {...props} variant={file ? 'default' : 'filled'} size={file ? 'xs' : 'md'}>
          {t(file ? 'platformImport.choose.other' : 'platformImport.choose.button')}
        </Button>
      )}
    </FileButton>
  )
  return (
    <Stack gap="sm">
      <Card
        padding={file ? 'md' : 0}
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => {
          event.preventDefault()
          choose(event.dataTransfer.files[0])
        }}
      >
        {file ? (
          <Group justify="space-between" gap="sm">
            <Group gap="sm" wrap="nowrap" miw={0}>
              <IconFileSpreadsheet size={24} aria-hidden="true" style={{ flexShrink: 0 }} />
              <Text fw={600} className="break">
                {file.name}
              </Text>
            </Group>
            {button}
          </Group>
        ) : (
          <Empty
            icon={<IconUpload size={24} />}
            title={t('platformImport.choose.title')}
            next={t('platformImport.choose.next')}
          >
            {button}
          </Empty>
        )}
      </Card>
      {tooLarge !== '' && (
        <Alert color="red" role="alert">
          {t('platformImport.choose.tooLarge', { name: tooLarge })}
        </Alert>
      )}
    </Stack>
  )
}
