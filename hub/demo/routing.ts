import {
  defaultRouting,
  defaultRules,
  defaultSla,
  RoutingSettings,
  type SlaTarget,
} from '../../shared/domain/routing-settings.ts'
import type { Period } from '../../shared/domain/working-hours.ts'
import type { QueueId } from '../../shared/lib/ids.ts'
import type { DemoCompany } from './files.ts'

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
/** Where the demo's own operator sits: nothing there is taken away from somebody who is only looking around. */
const deskQueue = 'q-sales'

/** Queues, teams, skills and hours of the demo company. Its other operators are not there, so nobody's work goes back. */
export function demoRouting(company: DemoCompany): RoutingSettings {
  const { queues, teams, skills, staff, workingHours, breakReasons, sla } = company
  return RoutingSettings.parse({
    ...defaultRouting,
    skills,
    teams: teams.map(({ teamId, name }) => ({
      teamId,
      name,
      operatorIds: staff.filter((s) => s.teamId === teamId).map((s) => s.operatorId),
    })),
    schedules: workingHours.map(({ scheduleId, timeZone, week, holidays }) => ({
      scheduleId,
      name: scheduleId,
      timeZone,
      week: days.map((day) => periodsOf(week[day])),
      holidays: holidays.map(({ monthDay, name, hours }) => ({
        date: monthDay,
        name,
        periods: periodsOf(hours),
      })),
    })),
    queues: queues.map(({ queueId, scheduleId, distribution, priority }) => ({
      ...defaultRules(queueId as QueueId),
      // The demo is looked at at any hour.
      ...(queueId === deskQueue ? {} : { scheduleId }),
      distribution: queueId === deskQueue ? 'all' : distribution,
      priority,
      teamIds: [`team-${queueId.slice(2)}`].filter((id) => teams.some((team) => team.teamId === id)),
      returnAfterSeconds: null,
      sla: targetsOf(sla.find((target) => target.queueId === queueId)),
    })),
    operators: staff
      .filter((s) => s.roles.includes('operator'))
      .map(({ operatorId, skills: skillIds = [], chatCapacity }) => ({
        operatorId,
        skillIds,
        ...(chatCapacity ? { capacity: { total: chatCapacity, channels: {} } } : {}),
      })),
    breaks: breakReasons.map(({ breakReasonId: breakId, name, presence, maxMinutes: limitMinutes }) => ({
      breakId,
      name,
      presence,
      limitMinutes,
    })),
    missedOffers: 0,
    shortAbandonSeconds: company.shortAbandonSeconds,
  })
}

function periodsOf(hours: readonly [string, string] | null | undefined): Period[] {
  if (!hours) return []
  const [from, to] = hours.map((text) => {
    const [h = 0, m = 0] = text.split(':').map(Number)
    return h * 60 + m
  }) as [number, number]
  return [{ from, to }]
}

function targetsOf(target: DemoCompany['sla'][number] | undefined): RoutingSettings['queues'][number]['sla'] {
  if (!target) return {}
  const reply = (first: number): SlaTarget => ({ first, next: first * 2 })
  const chat = reply(target.chatFirstReplySeconds)
  const messenger = reply(target.messengerFirstReplySeconds)
  return {
    site: chat,
    app: chat,
    telegram: messenger,
    whatsapp: messenger,
    viber: messenger,
    vk: messenger,
    email: reply(target.emailFirstReplyMinutes * 60),
    voice: { first: target.voiceAnswerSeconds, next: defaultSla.voice.next },
  }
}
