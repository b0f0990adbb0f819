import { Badge, Card, Group, Stack, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { AnotherNumber, AnotherReason } from '../../queries/certainty.ts'
import classes from './reasons.module.css'
import { useSayCount } from './use-say-count.ts'

/** What can explain it, the most first; then what does on a condition; then what nobody can count; then what works the other way or wasn't there. */
export function Reasons({ report }: { readonly report: AnotherNumber }) {
  const { t } = useTranslation()
  const { gap, reasons } = report
  const groups = [
    { key: 'explains', of: reasons.filter(({ explains }) => explains === 'all' || explains === 'part') },
    { key: 'if', of: reasons.filter(({ explains }) => explains === 'if') },
    { key: 'uncounted', of: reasons.filter(({ explains }) => explains === 'cannot-count') },
    { key: 'not', of: reasons.filter(({ explains }) => explains === 'no') },
  ] as const
  return (
    <>
      {groups
        .filter(({ of }) => of.length > 0)
        .map(({ key, of }) => (
          <Card key={key} component="section" padding={0}>
            <Title order={2} p="lg" pb="xs">
              {t(gap === 0 ? 'why.group.any' : `why.group.${key}`)}
            </Title>
            <ul className={classes.reasons ?? ''}>
              {of.map((reason) => (
                <Line key={reason.code} reason={reason} report={report} />
              ))}
            </ul>
          </Card>
        ))}
      <Text size="sm" c="dimmed">
        {t('why.overlap')}
      </Text>
    </>
  )
}

function Line({ reason, report }: { readonly reason: AnotherReason; readonly report: AnotherNumber }) {
  const { t } = useTranslation()
  const say = useSayCount(report)
  const { code, makesTheirs, count, orders, explains } = reason
  return (
    <li className={classes.reason ?? ''}>
      <Stack gap={2}>
        <Text fw={600}>{t(`why.reason.${code}.name`)}</Text>
        <Text size="sm" c="dimmed">
          {t(`why.reason.${code}.means`)}
        </Text>
        {count !== 0 && <Text size="sm">{t('why.check', { how: t(`why.reason.${code}.check`) })}</Text>}
      </Stack>
      <Group gap="sm" justify="flex-end" wrap="nowrap">
        <Badge style={{ flexShrink: 0 }} variant="light" color={explains === 'no' ? 'gray' : 'trail'}>
          {t(`why.makes.${makesTheirs}`)}
        </Badge>
        <Text fw={600} className="numbers" miw={104} ta="right">
          {count === null ? t('why.uncountable') : say(count)}
          {orders !== null && orders > 0 && (
            <Text span display="block" size="xs" c="dimmed" fw={400}>
              {t('why.orders', { count: orders })}
            </Text>
          )}
        </Text>
      </Group>
    </li>
  )
}
