import { Alert, Anchor, Button, Card, Code, FileButton, List, Stack, Text, Title } from '@mantine/core'
import { IconCircleCheck, IconUpload } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Trans, useTranslation } from 'react-i18next'
import { useFormat } from '../../../parts/format.ts'
import { ProblemNotice } from '../../../parts/problem-notice.tsx'
import { type Imported, importRates } from '../../../queries/rates.ts'

/** A file of rates, with where to get one. */
export function ImportRates() {
  const { t } = useTranslation()
  const queries = useQueryClient()
  // Every amount in another currency may have changed.
  const importing = useMutation({ mutationFn: importRates, onSuccess: () => queries.invalidateQueries() })
  return (
    <Card component="section">
      <Stack gap="sm">
        <Title order={2}>{t('currencies.import.title')}</Title>
        <List type="ordered" size="sm" spacing={4} maw={720}>
          <List.Item>
            <Trans
              i18nKey="currencies.import.fetch"
              components={{
                file: <Anchor inherit underline="always" href={ecbFile} target="_blank" rel="noreferrer" />,
              }}
            />
          </List.Item>
          <List.Item>{t('currencies.import.take')}</List.Item>
          <List.Item>{t('currencies.import.again')}</List.Item>
        </List>
        <Text size="sm" c="dimmed" maw={720}>
          {t('currencies.import.own')} <Code>date,currency,per_euro</Code>
        </Text>
        {importing.error && <ProblemNotice error={importing.error} />}
        {importing.data && <Taken imported={importing.data} />}
        <FileButton
          accept=".zip,.csv,.xml,application/zip,text/csv,text/xml"
          onChange={(file) => file && importing.mutate(file)}
        >
          {(props) => (
            <Button {...props} w="fit-content" leftSection={<IconUpload size={18} />} loading={importing.isPending}>
              {t('currencies.import.button')}
            </Button>
          )}
        </FileButton>
      </Stack>
    </Card>
  )
}

const ecbFile = 'https://www.ecb.europa.eu/stats/eurofxref/eurofxref-hist.zip'

function Taken({ imported }: { readonly imported: Imported }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { rates, changed, firstDay, lastDay } = imported
  const days = { first: firstDay ? format.day(firstDay) : '–', last: lastDay ? format.day(lastDay) : '–' }
  return (
    <Alert color="trail" icon={<IconCircleCheck size={20} />} role="status">
      {t('currencies.import.taken', { rates: format.count(rates), changed: format.count(changed), ...days })}
    </Alert>
  )
}
