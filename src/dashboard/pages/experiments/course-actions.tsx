import { Button, Group, Modal, NumberInput, Stack, Text, TextInput } from '@mantine/core'
import { IconArchive, IconCalendarX, IconLock, IconPencil, IconPlayerStop } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { type SubmitEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DialogActions } from '../../parts/dialog-actions.tsx'
import { notify } from '../../parts/notify.ts'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { archiveExperiment, excludePair, type Experiment, experimentsKey } from '../../queries/experiments.ts'
import { startExperiment, stopExperiment } from '../../queries/experiments.ts'

type Step = 'start' | 'stop' | 'exclude' | 'archive'

/** What can be done with an experiment where it stands. */
export function CourseActions({ experiment }: { readonly experiment: Experiment }) {
  const { t } = useTranslation()
  const [step, setStep] = useState<Step>()
  const { id, state, archivedAt } = experiment
  const isUnderWay = state === 'waiting' || state === 'running'
  return (
    <Group gap="xs">
      {state === 'draft' && archivedAt === null && (
        <>
          <Button leftSection={<IconLock size={16} />} onClick={() => setStep('start')}>
            {t('experiments.start')}
          </Button>
          <Button
            variant="default"
            leftSection={<IconPencil size={16} />}
            renderRoot={(props) => <Link to="/experiments/$id/edit" params={{ id }} {...props} />}
          >
            {t('experiments.change')}
          </Button>
        </>
      )}
      {isUnderWay && (
        <>
          <Button variant="default" leftSection={<IconCalendarX size={16} />} onClick={() => setStep('exclude')}>
            {t('experiments.leaveOut')}
          </Button>
          <Button variant="default" leftSection={<IconPlayerStop size={16} />} onClick={() => setStep('stop')}>
            {t('experiments.stop')}
          </Button>
        </>
      )}
      {!isUnderWay && archivedAt === null && (
        <Button variant="default" leftSection={<IconArchive size={16} />} onClick={() => setStep('archive')}>
          {t('experiments.archive')}
        </Button>
      )}
      {step && <StepDialog key={step} step={step} experiment={experiment} onClose={() => setStep(undefined)} />}
    </Group>
  )
}

type DialogProps = { readonly step: Step; readonly experiment: Experiment; readonly onClose: () => void }

/** Says what can't be taken back, and asks why where it should be known later. */
function StepDialog({ step, experiment, onClose }: DialogProps) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const [reason, setReason] = useState('')
  const [pair, setPair] = useState<number | string>(1)
  const [isTried, setIsTried] = useState(false)
  const acting = useMutation({
    mutationFn: async (): Promise<unknown> => {
      if (step === 'start') return startExperiment(experiment.id)
      if (step === 'archive') return archiveExperiment(experiment.id)
      return step === 'stop' ? stopExperiment(experiment.id, reason) : excludePair(experiment.id, Number(pair), reason)
    },
    onSuccess: async () => {
      onClose()
      await queries.invalidateQueries({ queryKey: experimentsKey })
      if (step !== 'archive') return
      notify(t('experiments.archived'), t)
      await navigate({ to: '/experiments' })
    },
  })
  const isMissing = step === 'exclude' && reason.trim() === ''
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    setIsTried(true)
    if (!isMissing) acting.mutate()
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(`experiments.dialog.${step}.title`)}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <Text>{t(`experiments.dialog.${step}.text`)}</Text>
          {step === 'exclude' && (
            <NumberInput
              label={t('experiments.pairColumn')}
              min={1}
              max={experiment.pairs}
              allowDecimal={false}
              value={pair}
              onChange={setPair}
            />
          )}
          {(step === 'stop' || step === 'exclude') && (
            <TextInput
              label={t(`experiments.dialog.${step}.reason`)}
              maxLength={500}
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
              error={isTried && isMissing && t('experiments.dialog.exclude.missing')}
            />
          )}
          {acting.error && <ProblemNotice error={acting.error} />}
          <DialogActions onCancel={onClose}>
            <Button type="submit" color={step === 'start' ? 'trail' : 'red'} loading={acting.isPending}>
              {t(`experiments.dialog.${step}.do`)}
            </Button>
          </DialogActions>
        </Stack>
      </form>
    </Modal>
  )
}
