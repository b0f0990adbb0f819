import { Card, List, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Attribution } from '../../queries/attribution.ts'
import { models } from '../../queries/reports.ts'
import classes from './models.module.css'

/** Each model in a sentence: what it takes for granted, and when not to trust it. */
export function AboutModels({ report }: { readonly report: Attribution }) {
  const { t } = useTranslation()
  return (
    <>
      <Card component="section">
        <Title order={2}>{t('models.about.title')}</Title>
        <dl className={classes.about}>
          {models.map((model) => (
            <div key={model}>
              <dt>{t(`models.name.${model}`)}</dt>
              <dd>
                {t(`models.about.${model}`)}
                <Text span display="block" size="sm" c="dimmed" mt={2}>
                  {t(`models.distrust.${model}`)}
                </Text>
              </dd>
            </div>
          ))}
        </dl>
      </Card>
      <Card component="section">
        <Title order={2}>{t('models.notes')}</Title>
        <List size="sm" mt="xs" spacing={6}>
          {report.notes.map((note) => (
            <List.Item key={note}>{note}</List.Item>
          ))}
        </List>
      </Card>
    </>
  )
}
