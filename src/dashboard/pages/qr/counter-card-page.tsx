import { Button, Group, SegmentedControl, Skeleton, Stack, Text, TextInput } from '@mantine/core'
import { IconPrinter, IconQrcode } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Empty } from '../../parts/empty.tsx'
import { Page } from '../../parts/page.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { cardQuery, makeCodeWord } from '../../queries/hand.ts'
import { codeUrl } from '../../queries/qr.ts'
import { CodePicture } from './code-picture.tsx'
import classes from './counter-card.module.css'

/** A card for the counter: a code that leads to the link, and the word by which the till knows the post. */
export function CounterCardPage() {
  const { t } = useTranslation()
  const { link } = useSearch({ from: '/signed-in/counter-card' })
  const print = (
    <Button leftSection={<IconPrinter size={18} />} onClick={() => window.print()} className={classes.screen ?? ''}>
      {t('hand.card.print')}
    </Button>
  )
  return (
    <div className={classes.page}>
      <Page title={t('hand.card.title')} lead={t('hand.card.lead')} actions={link !== '' && print}>
        {link === '' ? (
          <Empty icon={<IconQrcode size={24} />} title={t('hand.card.title')} next={t('hand.card.missing')}>
            <Button component={Link} to="/links" variant="default">
              {t('hand.card.back')}
            </Button>
          </Empty>
        ) : (
          <CounterCard linkId={link} />
        )}
      </Page>
    </div>
  )
}

const sizes = ['A6', 'A5'] as const
/** In millimetres: browsers don't know A6 by its name. */
const papers = { A6: '105mm 148mm', A5: '148mm 210mm' } as const

function CounterCard({ linkId }: { readonly linkId: string }) {
  const { t } = useTranslation()
  const card = useQuery(cardQuery(linkId))
  const [size, setSize] = useState<(typeof sizes)[number]>('A6')
  const [lines, setLines] = useState({ first: t('hand.card.firstText'), second: t('hand.card.secondText') })
  if (card.error) return <ProblemNotice error={card.error} onRetry={() => void card.refetch()} />
  if (!card.data) return <Skeleton height={420} />
  const { shortUrl, post } = card.data
  return (
    <Stack gap="lg">
      <Stack gap="md" className={classes.screen ?? ''} maw={520}>
        {post.codeWord === null && <MakeWord postId={post.id} />}
        <SegmentedControl
          aria-label={t('hand.card.size')}
          data={[...sizes]}
          value={size}
          w="fit-content"
          onChange={(value) => setSize(sizes.find((one) => one === value) ?? 'A6')}
        />
        {(['first', 'second'] as const).map((line) => (
          <TextInput
            key={line}
            label={t(`hand.card.${line}`)}
            maxLength={120}
            value={lines[line]}
            onChange={(event) => setLines({ ...lines, [line]: event.currentTarget.value })}
          />
        ))}
      </Stack>
      {/* The paper is chosen above: a file of styles can't know it. */}
      <style media="print">{`@page { size: ${papers[size]}; margin: 0 }`}</style>
      <div className={classes.card} data-size={size} data-card={linkId}>
        <p>{lines.first}</p>
        <div className={classes.code}>
          <CodePicture url={codeUrl(linkId, 'svg')} label={t('qr.picture', { url: shortUrl })} />
        </div>
        {post.codeWord !== null && (
          <div>
            <p>{lines.second}</p>
            <p className={classes.word}>{post.codeWord}</p>
          </div>
        )}
        <p className={classes.address}>{shortUrl.replace(/^https?:\/\//, '')}</p>
      </div>
    </Stack>
  )
}

function MakeWord({ postId }: { readonly postId: string }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const making = useMutation({
    mutationFn: () => makeCodeWord(postId),
    onSuccess: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ['counter-card'] }),
        queries.invalidateQueries({ queryKey: ['posts'] }),
      ]),
  })
  return (
    <Stack gap="xs">
      {making.error && <ProblemNotice error={making.error} />}
      <Group justify="space-between" gap="sm">
        <Text size="sm" style={{ flex: '1 1 16rem' }}>
          {t('hand.card.noWord')}
        </Text>
        <Button variant="default" loading={making.isPending} onClick={() => making.mutate()}>
          {t('hand.card.make')}
        </Button>
      </Group>
    </Stack>
  )
}
